/** A reporter for `node --test` that writes the final counts as JSON. */
export default async function* summaryReporter(events) {
  for await (const { type, data } of events) {
    // A summary of one file names it; the last one, of all files, does not.
    if (type === 'test:summary' && data.file === undefined) {
      yield JSON.stringify(data.counts);
    }
  }
}
