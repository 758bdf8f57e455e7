import type { Writable } from 'node:stream';
import { getColumns } from '@clack/core';
import { cutToWidth, textWidth } from '../model/text-width.js';
import { printable } from './printable.js';

/** The frame, the mark of a choice and their blanks; the last column stays free. */
const BESIDE_CHOICE = '│  ○  '.length;
const AROUND_HINT = ' ()'.length;
/** Less of a hint says nothing. */
const SHORTEST_HINT = 12;

/** A choice on one line of the terminal. */
export function fitting(
  { label, hint }: { label: string; hint?: string },
  output: Writable,
): { label: string; hint?: string } {
  const columns = getColumns(output) - BESIDE_CHOICE;
  const shown = cutToWidth(oneLine(label), columns);
  const rest = columns - textWidth(shown) - AROUND_HINT;
  return hint === undefined || rest < SHORTEST_HINT
    ? { label: shown }
    : { label: shown, hint: cutToWidth(oneLine(hint), rest) };
}

// Texts of servers can be long: each run of blanks is read once.
const oneLine = (text: string) => printable(text.trimEnd().replace(/(?<!\s)\s*[\t\n]\s*/g, ' '));
