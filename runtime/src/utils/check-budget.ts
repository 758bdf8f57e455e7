/** The error of a value that cannot be checked within its budget. */
export class TooComplexError extends Error {
  override name = 'TooComplexError';
  constructor() {
    super('Too complex to check');
  }
}

/** The steps that a check may take. A step is a state of a pattern, or a schema that a value is compared with. */
export interface Allowance {
  /** Steps for any value, however small. */
  base: number;
  /** Steps for each character of the value, so that the cost is limited by its size. */
  perCharacter: number;
}

const ALLOWANCE: Allowance = { base: 2_000_000, perCharacter: 20 };

interface Budget {
  left: number;
  /** Returns the steps for the characters of the value. They are added when the base is used up: most values need not be measured. */
  stepsForSize(): number;
}

/** The budget of the running check. Checks are synchronous, so there is one at a time. */
let budget: Budget | undefined;

/**
 * Runs a check of a value, in which `spendSteps` counts the steps. A nested check uses the budget of the
 * outer one.
 * @throws TooComplexError
 */
export function withinBudget<T>(
  value: unknown,
  check: () => T,
  { base, perCharacter }: Allowance = ALLOWANCE,
): T {
  if (budget) return check();
  budget = { left: base, stepsForSize: () => perCharacter * sizeOf(value) };
  try {
    return check();
  } finally {
    budget = undefined;
  }
}

/** Returns whether the steps of a running check are counted. */
export const isBudgeted = (): boolean => budget !== undefined;

/** Counts steps of the running check. @throws TooComplexError if its steps are used up */
export function spendSteps(steps: number): void {
  if (!budget) return;
  budget.left -= steps;
  if (budget.left >= 0) return;
  budget.left += budget.stepsForSize();
  budget.stepsForSize = () => 0; // once
  if (budget.left < 0) throw new TooComplexError();
}

/** Size of a member besides its characters, in characters. */
const MEMBER_SIZE = 8;
/** Limit of the size, which exceeds any body or response; a value that contains itself ends here. */
const MAX_SIZE = 20_000_000;

/** Returns the size of a value, in characters. */
function sizeOf(value: unknown): number {
  const pending = [value];
  let size = 0;
  while (pending.length > 0 && size < MAX_SIZE) {
    const current = pending.pop();
    size += typeof current === 'string' ? current.length + MEMBER_SIZE : MEMBER_SIZE;
    if (typeof current !== 'object' || current === null || ArrayBuffer.isView(current)) continue;
    for (const [name, member] of Object.entries(current)) {
      if (!Array.isArray(current)) size += name.length;
      pending.push(member);
    }
  }
  return size;
}
