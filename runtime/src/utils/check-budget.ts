/** A value cannot be checked within its budget. */
export class TooComplexError extends Error {
  override name = 'TooComplexError';
  constructor() {
    super('Too complex to check');
  }
}

/** Steps that a check may take: a state of a pattern, or a schema that a value is held against. */
export interface Allowance {
  /** For any value, however small. */
  base: number;
  /** For each character of the value: none costs more than its size. */
  perCharacter: number;
}

const ALLOWANCE: Allowance = { base: 2_000_000, perCharacter: 20 };

interface Budget {
  left: number;
  /** Measured when the base is used up: most values never need more. */
  more(): number;
}

/** Checks are synchronous: there is one at a time. */
let budget: Budget | undefined;

/**
 * Runs a check of a value, in which `spend` counts the steps. A check inside of another one has no budget of its own.
 * @throws TooComplexError
 */
export function withinBudget<T>(
  value: unknown,
  check: () => T,
  { base, perCharacter }: Allowance = ALLOWANCE,
): T {
  if (budget) return check();
  budget = { left: base, more: () => perCharacter * sizeOf(value) };
  try {
    return check();
  } finally {
    budget = undefined;
  }
}

/** Whether the steps of a check are counted now. */
export const isCounted = (): boolean => budget !== undefined;

/** @throws TooComplexError where the steps of the check that is running are used up */
export function spend(steps: number): void {
  if (!budget) return;
  budget.left -= steps;
  if (budget.left >= 0) return;
  budget.left += budget.more();
  budget.more = () => 0;
  if (budget.left < 0) throw new TooComplexError();
}

/** What a value counts besides its characters, in characters. */
const MEMBER = 8;
/** More than any body or response has; what refers to itself ends here. */
const LARGEST = 20_000_000;

/** In characters. */
function sizeOf(value: unknown): number {
  const open = [value];
  let size = 0;
  while (open.length > 0 && size < LARGEST) {
    const one = open.pop();
    size += typeof one === 'string' ? one.length + MEMBER : MEMBER;
    if (typeof one !== 'object' || one === null || ArrayBuffer.isView(one)) continue;
    for (const [name, member] of Object.entries(one)) {
      if (!Array.isArray(one)) size += name.length;
      open.push(member);
    }
  }
  return size;
}
