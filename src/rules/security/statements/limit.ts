/** The caller, as a regular expression. */
export const OWN = String.raw`:principal\.user_id\b`;

const CALLER = new RegExp(OWN, 'gi');
/** An argument of the tool. */
const ARGUMENT = /(?<![:\w]):(?!principal\b)[a-z_]\w*/i;
/** An expression that is one of several values. */
const CHOICE = /\b(coalesce|ifnull|nvl|isnull|iif|if|greatest|least)\s*$/i;
const CASE = /\bcase\b[^]*?\bend\b/gi;
/** Compared with what lets it out. */
const OTHERS = /(<>|!=|\bnot\s+in\s*\()\s*$/i;

/** A part of a statement, and what is in front of it. */
interface Part {
  text: string;
  start: number;
  before: string;
}

/** What follows the first `where` or `on`; all of a statement that has neither. */
export function conditionsOf(bare: string): string {
  const [before = ''] = /^[^]*?\b(where|on)\b/i.exec(bare) ?? [];
  return bare.slice(before.length);
}

/** The caller is only shown, or only the rows of others are meant: `select owner = :principal.user_id as mine from parts`. */
export function limitsNothing(bare: string): boolean {
  if (!/^\s*(select|update|delete)\b/i.test(bare)) return false;
  const from = bare.search(/\bfrom\b/i);
  return [...bare.matchAll(CALLER)].every(({ index }) =>
    /^\s*select\b/i.test(bare) && index < from
      ? from !== -1 && !bare.slice(0, index).includes('(')
      : OTHERS.test(bare.slice(0, index)),
  );
}

/**
 * Where a statement names the caller, but an argument decides whether, or to whom, the rows are limited:
 * `owner = coalesce(:owner, :principal.user_id)`.
 */
export function optionalLimit(bare: string): number | undefined {
  const conditions = conditionsOf(bare);
  const found = [...conditions.matchAll(CALLER)].find(({ index }) => {
    const isAround = ({ text, start }: Part) => start <= index && index < start + text.length;
    const inCase = [...conditions.matchAll(CASE)].some(
      (found) =>
        isAround({ text: found[0], start: found.index, before: '' }) && ARGUMENT.test(found[0]),
    );
    return (
      inCase ||
      groupsAround(conditions, index).some((group) =>
        CHOICE.test(group.before)
          ? ARGUMENT.test(group.text)
          : alternatives(group).some(
              (each) =>
                !isAround(each) &&
                ARGUMENT.test(each.text) &&
                !/:principal\b|\bselect\b/i.test(each.text),
            ),
      )
    );
  });
  return found && bare.length - conditions.length + found.index;
}

/** What stands in the parentheses around a position, and all of the text. */
function groupsAround(text: string, position: number): Part[] {
  const starts: number[] = [];
  const found: Part[] = [{ text, start: 0, before: '' }];
  for (const { 0: sign, index } of text.matchAll(/[()]/g)) {
    if (sign === '(') starts.push(index + 1);
    const start = sign === ')' ? starts.pop() : undefined;
    if (start !== undefined && start <= position && position < index)
      found.push({ text: text.slice(start, index), start, before: text.slice(0, start - 1) });
  }
  return found;
}

/** The parts between `or`, without those in parentheses. */
function alternatives({ text, start }: Part): Part[] {
  const found: Part[] = [];
  let depth = 0;
  let from = 0;
  const add = (to: number) =>
    found.push({ text: text.slice(from, to), start: start + from, before: '' });
  for (const { 0: sign, index } of text.matchAll(/[()]|\bor\b/gi)) {
    if (sign === '(') depth++;
    else if (sign === ')') depth--;
    else if (depth === 0) {
      add(index);
      from = index + sign.length;
    }
  }
  add(text.length);
  return found;
}
