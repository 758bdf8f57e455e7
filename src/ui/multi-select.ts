import type { Writable } from 'node:stream';
import { styleText } from 'node:util';
import { AutocompletePrompt } from '@clack/core';
import * as clack from '@clack/prompts';
import type { SeveralQuestion } from '../model/questions.js';
import { choiceLine } from './choice-line.js';
import { printable } from './printable.js';

/** A choice, or a group of choices, which is selected where all of them are. */
interface Row {
  value: string;
  label: string;
  hint?: string;
  /** What is searched. */
  text: string;
  members?: readonly string[];
}

/** Before the active row, which colours alone would not show to all. */
const CURSOR = '› ';

/** A list that is searched by typing; Tab on a group selects what is shown of it. */
class GroupedPrompt extends AutocompletePrompt<Row> {
  override toggleSelected(value: string): void {
    const members = this.options.find((row) => row.value === value)?.members;
    if (!members) return super.toggleSelected(value);
    const visible = members.filter((member) =>
      this.filteredOptions.some((row) => row.value === member),
    );
    const others = this.selected.filter((each) => !visible.includes(each));
    const isSelected = others.length + visible.length === this.selected.length;
    this.selectedValues = isSelected ? others : [...others, ...visible];
  }

  get selected(): string[] {
    return this.selectedValues.map(String);
  }
}

export interface SeveralOptions extends clack.CommonOptions {
  output: Writable;
  /** Rows of the list. */
  shown: number;
}

/** Any number of choices; a symbol where the person backs out. */
export async function chooseSeveral(
  { message, choices, initial, check, status }: SeveralQuestion,
  { shown, ...common }: SeveralOptions,
): Promise<string[] | symbol> {
  const about =
    status ?? ((values: readonly string[]) => `${values.length} of ${choices.length} selected`);
  const prompt: GroupedPrompt = new GroupedPrompt({
    ...common,
    options: rowsOf(choices, common.output),
    filter: (search, { text }) => text.includes(search.trim().toLowerCase()),
    multiple: true,
    validate: () => check?.(prompt.selected),
    render() {
      const { state, error, selected } = this as GroupedPrompt;
      const bar = styleText(state === 'error' ? 'yellow' : 'cyan', clack.S_BAR);
      const head = [
        styleText('gray', clack.S_BAR),
        `${clack.symbol(state)}  ${printable(message)}`,
      ];
      const done = styleText('dim', about(selected));
      if (state === 'submit' || state === 'cancel')
        return [...head, `${styleText('gray', clack.S_BAR)}  ${done}`].join('\n');
      const isEmpty = this.filteredOptions.length === 0;
      const above = [
        ...head,
        `${bar}  ${styleText('dim', 'Search:')} ${this.userInputWithCursor}`,
        `${bar}  ${done}`,
        ...(isEmpty ? [`${bar}  ${styleText('yellow', 'No matches')}`] : []),
        ...(state === 'error' ? [`${bar}  ${styleText('yellow', printable(error))}`] : []),
      ];
      const select = this.isNavigating ? 'Space/Tab' : 'Tab';
      const keys = ['↑/↓ move', `${select} select`, 'Enter confirm', 'type to search'];
      const below = [
        `${bar}  ${styleText('dim', keys.join(' • '))}`,
        styleText(state === 'error' ? 'yellow' : 'cyan', clack.S_BAR_END),
      ];
      const rows = clack.limitOptions({
        cursor: this.cursor,
        options: this.filteredOptions,
        maxItems: shown,
        rowPadding: above.length + below.length,
        output: common.output,
        style: (row, isActive) => rowText(row, isActive, selected),
      });
      return [...above, ...rows.map((row) => `${bar}  ${row}`), ...below].join('\n');
    },
  });
  // As `initialValue`, they would put the cursor on the last of them.
  prompt.selectedValues = initial.filter((each) => choices.some(({ value }) => value === each));
  const answer = await prompt.prompt();
  return typeof answer === 'symbol' ? answer : prompt.selected;
}

function rowText(
  { value, label, hint, members }: Row,
  isActive: boolean,
  selected: readonly string[],
): string {
  const isSelected = (members ?? [value]).every((each) => selected.includes(each));
  const box = isSelected
    ? styleText('green', clack.S_CHECKBOX_SELECTED)
    : styleText('dim', clack.S_CHECKBOX_INACTIVE);
  if (!isActive) return `${' '.repeat(CURSOR.length)}${box} ${styleText('dim', label)}`;
  return `${CURSOR}${box} ${label}${hint === undefined ? '' : styleText('dim', ` (${hint})`)}`;
}

/** Each group is a row above its choices. */
function rowsOf(choices: SeveralQuestion['choices'], output: Writable): Row[] {
  const rows: Row[] = [];
  let last: string | undefined;
  for (const { value, group, ...choice } of choices) {
    if (group !== undefined && group !== last) {
      const members = choices.filter((each) => each.group === group);
      rows.push({
        value: `group ${group}`,
        label: `${printable(group)} (${members.length})`,
        text: group.toLowerCase(),
        members: members.map((each) => each.value),
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
