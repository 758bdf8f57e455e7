import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { AutocompletePrompt } from '@clack/core';
import * as clack from '@clack/prompts';
import type { SeveralQuestion } from '../model/questions.js';
import { choiceLine } from './choice-line.js';
import { printable } from './printable.js';

/** A choice, or a group of choices, which is selected if all of them are. */
interface ChoiceRow {
  value: string;
  label: string;
  hint?: string;
  /** Text in which the search looks. */
  text: string;
  members?: readonly string[];
}

/** Mark of the active row, because not everybody can see its color. */
const CURSOR = '› ';

/** A list that is searched by typing. Tab on a group selects its visible choices. */
class GroupedPrompt extends AutocompletePrompt<ChoiceRow> {
  override toggleSelected(value: string): void {
    const members = this.options.find((row) => row.value === value)?.members;
    if (!members) return super.toggleSelected(value);
    const visible = members.filter((member) =>
      this.filteredOptions.some((row) => row.value === member),
    );
    const otherSelected = this.selected.filter((rowValue) => !visible.includes(rowValue));
    const isSelected = otherSelected.length + visible.length === this.selected.length;
    this.selectedValues = isSelected ? otherSelected : [...otherSelected, ...visible];
  }

  get selected(): string[] {
    return this.selectedValues.map(String);
  }
}

interface SeveralOptions extends clack.CommonOptions {
  output: Writable;
  /** Maximum number of visible rows. */
  maxRows: number;
}

/** Asks for any number of choices. Returns a symbol if the user cancels. */
export async function chooseSeveral(
  { message, choices, initial, check, status }: SeveralQuestion,
  { maxRows, ...common }: SeveralOptions,
): Promise<string[] | symbol> {
  const statusLine =
    status ?? ((values: readonly string[]) => `${values.length} of ${choices.length} selected`);
  const prompt: GroupedPrompt = new GroupedPrompt({
    ...common,
    options: choiceRows(choices, common.output),
    filter: (search, { text }) => text.includes(search.trim().toLowerCase()),
    multiple: true,
    validate: () => check?.(prompt.selected),
    render() {
      const { state, error, selected: selectedValues } = this as GroupedPrompt;
      const bar = styleText(state === 'error' ? 'yellow' : 'cyan', clack.S_BAR);
      const head = [
        styleText('gray', clack.S_BAR),
        `${clack.symbol(state)}  ${printable(message)}`,
      ];
      const done = styleText('dim', statusLine(selectedValues));
      if (state === 'submit' || state === 'cancel')
        return [...head, `${styleText('gray', clack.S_BAR)}  ${done}`].join('\n');
      const isEmpty = this.filteredOptions.length === 0;
      const linesAbove = [
        ...head,
        `${bar}  ${styleText('dim', 'Search:')} ${this.userInputWithCursor}`,
        `${bar}  ${done}`,
        ...(isEmpty ? [`${bar}  ${styleText('yellow', 'No matches')}`] : []),
        ...(state === 'error' ? [`${bar}  ${styleText('yellow', printable(error))}`] : []),
      ];
      const select = this.isNavigating ? 'Space/Tab' : 'Tab';
      const keys = ['↑/↓ move', `${select} select`, 'Enter confirm', 'type to search'];
      const linesBelow = [
        `${bar}  ${styleText('dim', keys.join(' • '))}`,
        styleText(state === 'error' ? 'yellow' : 'cyan', clack.S_BAR_END),
      ];
      const rows = clack.limitOptions({
        cursor: this.cursor,
        options: this.filteredOptions,
        maxItems: maxRows,
        rowPadding: linesAbove.length + linesBelow.length,
        output: common.output,
        style: (row, isActive) => rowText(row, isActive, selectedValues),
      });
      return [...linesAbove, ...rows.map((row) => `${bar}  ${row}`), ...linesBelow].join('\n');
    },
  });
  // As `initialValue`, they would move the cursor to the last one.
  prompt.selectedValues = initial.filter((initialChoice) =>
    choices.some(({ value }) => value === initialChoice),
  );
  const answer = await prompt.prompt();
  return typeof answer === 'symbol' ? answer : prompt.selected;
}

function rowText(
  { value, label, hint, members }: ChoiceRow,
  isActive: boolean,
  selectedValues: readonly string[],
): string {
  const isSelected = (members ?? [value]).every((member) => selectedValues.includes(member));
  const box = isSelected
    ? styleText('green', clack.S_CHECKBOX_SELECTED)
    : styleText('dim', clack.S_CHECKBOX_INACTIVE);
  if (!isActive) return `${' '.repeat(CURSOR.length)}${box} ${styleText('dim', label)}`;
  return `${CURSOR}${box} ${label}${hint === undefined ? '' : styleText('dim', ` (${hint})`)}`;
}

/** Returns the rows of choices; each group has a row above its choices. */
function choiceRows(choices: SeveralQuestion['choices'], output: Writable): ChoiceRow[] {
  const rows: ChoiceRow[] = [];
  let last: string | undefined;
  for (const { value, group, ...choice } of choices) {
    if (group !== undefined && group !== last) {
      const members = choices.filter((choiceOfGroup) => choiceOfGroup.group === group);
      rows.push({
        value: `group ${group}`,
        label: `${printable(group)} (${members.length})`,
        text: group.toLowerCase(),
        members: members.map((member) => member.value),
      });
    }
    last = group;
    rows.push({
      value,
      ...choiceLine(
        { ...choice, label: `${group === undefined ? '' : '  '}${choice.label}` },
        output,
        CURSOR.length,
      ),
      text: [choice.label, choice.hint, group].join(' ').toLowerCase(),
    });
  }
  return rows;
}
