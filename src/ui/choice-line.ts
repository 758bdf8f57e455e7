import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { getColumns } from '@clack/core';
import { S_BAR } from '@clack/prompts';
import { cutToWidth, textWidth } from '../model/text/text-width.js';
import { printable } from './printable.js';

/** Columns of the frame, the mark of a choice and their blanks; the last column stays empty. */
const CHOICE_FRAME_COLUMNS = '│  ○  '.length;
const HINT_FRAME_COLUMNS = ' ()'.length;
/** Returns columns that clack counts for the color of the frame. */
const colour = () => styleText('cyan', S_BAR).length - S_BAR.length;
/** Minimum width of a hint; a shorter one would be useless. */
const MIN_HINT_COLUMNS = 10;

/** Returns a choice on one line of the terminal. @param indentation columns by which its mark is indented */
export function choiceLine(
  { label, hint }: { label: string; hint?: string },
  output: Writable,
  indentation = 0,
): { label: string; hint?: string } {
  const columns = getColumns(output) - CHOICE_FRAME_COLUMNS - indentation;
  const text = cutToWidth(oneLine(label), columns);
  const rest = columns - textWidth(text) - HINT_FRAME_COLUMNS - colour();
  return hint === undefined || rest < MIN_HINT_COLUMNS
    ? { label: text }
    : { label: text, hint: cutToWidth(oneLine(hint), rest) };
}

// Texts of servers can be long, so each run of blanks is matched only once.
const oneLine = (text: string) => printable(text.trimEnd().replace(/(?<!\s)\s*[\t\n]\s*/g, ' '));
