/**
 * The lines of HCL that `terraform fmt` would change, by the rules of
 * https://developer.hashicorp.com/terraform/language/style: two blanks for each level, and the equals
 * signs of neighbouring lines under each other. It knows what we render and no more: no heredocs, and
 * no brackets in comments.
 */
export function findUnformatted(text: string): string[] {
  const lines = text.split('\n');
  const wrong = new Set<number>();
  let level = 0;
  let group: { index: number; column: number; natural: number }[] = [];
  const closeGroup = () => {
    const column = Math.max(...group.map(({ natural }) => natural));
    for (const line of group) {
      if (line.column !== column) {
        wrong.add(line.index);
      }
    }
    group = [];
  };
  lines.forEach((line, index) => {
    const bare = line.startsWith('#')
      ? ''
      : line.replace(/"(?:[^"\\]|\\.)*"/g, quoted => 'x'.repeat(quoted.length));
    const opens = bare.match(/[{[(]/g)?.length ?? 0;
    const closes = bare.match(/[}\])]/g)?.length ?? 0;
    const leading = /^[}\])]+/.exec(bare.trim())?.[0].length ?? 0;
    // Brackets that open on one line are one level together, as in jsonencode({.
    const indent = level - (leading ? 1 : 0);
    if (line !== '' && !line.startsWith('#')) {
      if (line.search(/\S/) !== indent * 2 || /\s$/.test(line)) {
        wrong.add(index);
      }
    }
    const assignment = /^(\s*\S+)(\s+)= \S/.exec(bare);
    if (assignment && opens === closes) {
      const [, key = '', blanks = ''] = assignment;
      group.push({
        index,
        column: key.length + blanks.length,
        natural: key.length + 1,
      });
    } else {
      closeGroup();
      if (/=/.test(bare) && !/\S = \S/.test(bare)) {
        wrong.add(index);
      }
    }
    level += Math.sign(opens - closes);
  });
  closeGroup();
  return [...wrong].map(index => lines[index] ?? '');
}
