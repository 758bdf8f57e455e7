import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { getColumns } from '@clack/core';
import { S_BAR } from '@clack/prompts';
import { cutToWidth, textWidth } from '../model/text-width.js';
import { printable } from './printable.js';

/** The frame, the mark of a choice and their blanks; the last column stays free. */
const BESIDE_CHOICE = '│  ○  '.length;
const AROUND_HINT = ' ()'.length;
/** clack counts the colour of the frame as columns. */
const colour = () => styleText('cyan', S_BAR).length - S_BAR.length;
/** Less of a hint says nothing. */
const SHORTEST_HINT = 10;

/** A choice on one line of the terminal. @param before columns that its mark is moved to the right */
export function choiceLine(
  { label, hint }: { label: string; hint?: string },
  output: Writable,
  before = 0,
): { label: string; hint?: string } {
  const columns = getColumns(output) - BESIDE_CHOICE - before;
  const text = cutToWidth(oneLine(label), columns);
  const rest = columns - textWidth(text) - AROUND_HINT - colour();
  return hint === undefined || rest < SHORTEST_HINT
    ? { label: text }
    : { label: text, hint: cutToWidth(oneLine(hint), rest) };
}

// Texts of servers can be long: each run of blanks is read once.
const oneLine = (text: string) => printable(text.trimEnd().replace(/(?<!\s)\s*[\t\n]\s*/g, ' '));
