import Button from '@material-ui/core/Button';
import AddIcon from '@material-ui/icons/Add';
import { FieldFinding } from 'backstage-plugin-panther-common';
import { useRef, useState } from 'react';
import { useLogTypeSearch } from '../hooks/useLogTypeSearch';
import { LogTypeSearchState } from './LogTypeSearchState';
import { PrefixProblems, PrefixRow } from './PrefixRow';
import { S3Prefix } from './types';
import { useSettled } from './useSettled';

const EMPTY_ROW: S3Prefix = { prefix: '', logTypes: [], excludedPrefixes: [] };

/**
 * The prefixes of an S3 source in rows, of which there is always one.
 *
 * @param check - what is wrong with the prefixes
 */
export function PrefixRows(props: {
  id: string;
  instance: string;
  rows: S3Prefix[];
  disabled: boolean;
  check: (rows: S3Prefix[]) => FieldFinding[];
  onChange: (rows: S3Prefix[]) => void;
}) {
  const { id, instance, rows, disabled, check, onChange } = props;
  const [text, setText] = useState<string>();
  // One for all rows, as people search in one at a time.
  const search = useLogTypeSearch(instance, text);
  const [addedRow, setAddedRow] = useState<number>();
  const addButton = useRef<HTMLButtonElement>(null);

  const settled = useSettled(rows);
  const wrongAlready = new Set(check(settled).map(keyOf));
  // What has just been begun is not wrong yet, but what is wrong already stays so.
  const findings = check(rows).filter(finding =>
    wrongAlready.has(keyOf(finding)),
  );
  return (
    <>
      {rows.map((row, index) => (
        <PrefixRow
          // Rows have nothing that tells them apart but their place.
          key={index}
          id={`${id}-${index}`}
          number={index + 1}
          row={row}
          problems={problemsOf(findings, index)}
          search={search}
          disabled={disabled}
          focused={addedRow === index}
          onSearch={setText}
          onChange={changed => onChange(rows.with(index, changed))}
          onRemove={
            rows.length > 1
              ? () => {
                  onChange(rows.toSpliced(index, 1));
                  // The button that had the focus is gone, or belongs to another row.
                  addButton.current?.focus();
                }
              : undefined
          }
        />
      ))}
      <LogTypeSearchState search={search} begun={text !== undefined} />
      <Button
        ref={addButton}
        startIcon={<AddIcon />}
        disabled={disabled}
        onClick={() => {
          setAddedRow(rows.length);
          onChange([...rows, EMPTY_ROW]);
        }}
      >
        Add prefix
      </Button>
    </>
  );
}

/** The rows of a value that may be missing, or that a link to the form has only in part. */
export function toRows(
  value: Array<Partial<S3Prefix>> | undefined,
): S3Prefix[] {
  return value?.length
    ? value.map(row => ({ ...EMPTY_ROW, ...row }))
    : [EMPTY_ROW];
}

function keyOf({ field, message }: FieldFinding): string {
  return `${field} ${message}`;
}

function problemsOf(findings: FieldFinding[], index: number): PrefixProblems {
  const inPart = (part: keyof PrefixProblems) =>
    findings
      .filter(({ field }) => field.startsWith(`prefixes.${index}.${part}`))
      .map(({ message }) => message)
      .join(' ');
  return {
    prefix: inPart('prefix'),
    logTypes: inPart('logTypes'),
    excludedPrefixes: inPart('excludedPrefixes'),
  };
}
