import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { AutocompletePrompt, wrapTextWithPrefix } from '@clack/core';
import * as clack from '@clack/prompts';
import type { Choice } from '../model/questions.js';
import { choiceLine } from './choice-line.js';
import { printable } from './printable.js';

interface ChoiceRow {
  value: string;
  label: string;
  hint?: string;
  disabled: boolean;
  /** Text in which the search looks. */
  text: string;
}

interface SingleQuestion extends clack.CommonOptions {
  message: string;
  choices: readonly Choice<string>[];
  initial?: string | undefined;
  output: Writable;
  /** Maximum number of visible rows. */
  maxRows: number;
}

const KEYS = '↑/↓: move · Enter: confirm · type: search';
const NO_MATCH = 'Nothing has this name. Delete it to see all, or press Esc to go back.';

/**
 * Asks for one of some choices. Typed text searches every list, so that Enter does not take the
 * first choice where the user has typed the name of another. Returns a symbol if the user cancels.
 */
export function chooseOne({ message, choices, initial, maxRows, ...common }: SingleQuestion) {
  const { output } = common;
  const options = choices.map((choice) => choiceRow(choice, output));
  const first =
    options.find(({ value }) => value === initial) ?? options.find(({ disabled }) => !disabled);
  const prompt = new AutocompletePrompt<ChoiceRow>({
    ...common,
    options,
    ...(first && { initialValue: [first.value] }),
    filter: (search, { text }) => text.includes(search.trim().toLowerCase()),
    validate: (value): string | undefined =>
      value === undefined ? unavailableReason(prompt.filteredOptions) : undefined,
    render() {
      const { state, error, filteredOptions, focusedValue } = this;
      const grayBar = styleText('gray', clack.S_BAR);
      const framed = (text: string, bar: string, mark = bar) =>
        wrapTextWithPrefix(output, text, `${bar}  `, `${mark}  `);
      const head = `${grayBar}\n${framed(printable(message), clack.symbolBar(state) ?? grayBar, clack.symbol(state))}`;
      const label = options.find(({ value }) => value === focusedValue)?.label ?? '';
      if (state === 'submit') return `${head}\n${framed(styleText('dim', label), grayBar)}`;
      if (state === 'cancel')
        return `${head}\n${framed(styleText(['strikethrough', 'dim'], label), grayBar)}\n${grayBar}`;
      const color = state === 'error' ? 'yellow' : 'cyan';
      const bar = styleText(color, clack.S_BAR);
      const search = `${styleText('dim', 'Search:')} ${this.userInputWithCursor}`;
      const linesAbove = [head, ...(this.userInput.trim() === '' ? [] : [framed(search, bar)])];
      const linesBelow = framed(
        state === 'error'
          ? styleText(color, error)
          : styleText('dim', filteredOptions.length > 0 ? KEYS : NO_MATCH),
        ' ',
        styleText(color, clack.S_BAR_END),
      );
      const rows = clack.limitOptions({
        cursor: this.cursor,
        options: filteredOptions,
        maxItems: maxRows,
        rowPadding: [...linesAbove, linesBelow].join('\n').split('\n').length,
        output,
        style: rowText,
      });
      return [...linesAbove, ...rows.map((row) => `${bar}  ${row}`), linesBelow].join('\n');
    },
  });
  return prompt.prompt();
}

const choiceRow = (
  { value, isDisabled = false, ...choice }: Choice<string>,
  output: Writable,
): ChoiceRow => ({
  value,
  disabled: isDisabled,
  ...choiceLine(choice, output),
  text: `${choice.label} ${choice.hint ?? ''}`.toLowerCase(),
});

/** Returns why none of the rows that a search has left can be chosen. */
const unavailableReason = ([row]: readonly ChoiceRow[]): string =>
  row ? `${row.label} cannot be chosen${row.hint === undefined ? '' : `: ${row.hint}`}.` : NO_MATCH;

function rowText({ label, hint, disabled }: ChoiceRow, isActive: boolean): string {
  const shownHint = hint === undefined ? '' : ` ${styleText('dim', `(${hint})`)}`;
  if (disabled) return `${styleText('gray', `${clack.S_RADIO_INACTIVE} ${label}`)}${shownHint}`;
  return isActive
    ? `${styleText('green', clack.S_RADIO_ACTIVE)} ${label}${shownHint}`
    : styleText('dim', `${clack.S_RADIO_INACTIVE} ${label}`);
}
