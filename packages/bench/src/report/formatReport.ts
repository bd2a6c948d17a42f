import { Figure, Limit } from '../types';
import { Report } from './Report';

/** The report as a Markdown document, which reads well in a terminal too. */
export function formatReport({ machine, startedAt, sections }: Report): string {
  return [
    [
      startedAt.slice(0, 10),
      `${machine.cores} cores (${machine.processor})`,
      `${machine.memoryGiB} GiB`,
      machine.platform,
      `Node ${machine.node}`,
      `PostgreSQL ${machine.postgres}`,
      `load before ${machine.loadBefore.toFixed(1)}`,
    ].join(', '),
    ...sections.flatMap(({ title, figures, broken }) => [
      `### ${title}`,
      ...(figures.length ? [formatTable(figures)] : []),
      ...(broken ? [`**Broken:** ${broken}`] : []),
    ]),
  ].join('\n\n');
}

function formatTable(figures: Figure[]): string {
  return align([
    ['figure', 'measured', 'limit', '', 'note'],
    ...figures.map(figure => [
      figure.name,
      formatValue(figure.value, figure.unit),
      formatLimit(figure),
      formatVerdict(figure),
      figure.note ?? '',
    ]),
  ]);
}

function formatLimit({ limit, unit }: Figure): string {
  if (!limit) {
    return '';
  }
  return 'atMost' in limit
    ? `≤ ${formatValue(limit.atMost, unit)}`
    : `≥ ${formatValue(limit.atLeast, unit)}`;
}

function formatVerdict({ value, limit }: Figure): string {
  if (!limit) {
    return '';
  }
  return meetsLimit(value, limit) ? 'pass' : 'MISS';
}

/** Whether a value is within its limit, the limit itself included. */
export function meetsLimit(value: number, limit: Limit): boolean {
  return 'atMost' in limit ? value <= limit.atMost : value >= limit.atLeast;
}

/** Three digits say enough of anything measured. */
function formatValue(value: number, unit: Figure['unit']): string {
  const digits = Math.abs(value) >= 100 || Number.isInteger(value) ? 0 : 1;
  const shown = Math.abs(value) < 10 && digits ? 2 : digits;
  return `${value.toFixed(shown)} ${unit}`;
}

function align(rows: string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(3, ...rows.map(row => row[column]?.length ?? 0)),
  );
  const lines = rows.map(
    row =>
      `| ${row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join(' | ')} |`,
  );
  const rule = `| ${widths.map(width => '-'.repeat(width)).join(' | ')} |`;
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}
