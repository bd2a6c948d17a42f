const WIDTH = 78;

/**
 * A paragraph in lines; a word that is longer than a line has one of its own. A paragraph that is
 * indented is a command, and stays as it is for people to copy.
 */
export function wrapText(paragraph: string): string[] {
  if (paragraph.startsWith(' ')) {
    return [paragraph];
  }
  const lines: string[] = [];
  for (const word of paragraph.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + word.length < WIDTH) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(word);
    }
  }
  return lines;
}
