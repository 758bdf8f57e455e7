import type { Report, SpecPath } from '../../model/spec-report.js';
import { characterRule, visibleRule, type Rule } from '../rules.js';

const DEEPEST = 64;
/** YAML aliases make much out of little; a written spec of the largest size stays below. */
const MOST = 500_000;

/**
 * Whether a document holds only what every later step can carry.
 * False where it is too deep or too large to look at any further.
 */
export function checkValues(document: unknown, report: Report): boolean {
  let count = 0;
  const check = (value: unknown, path: SpecPath): boolean => {
    count += 1;
    if (count > MOST) {
      report.error([], `has more than ${MOST} values`);
      return false;
    }
    if (path.length > DEEPEST) {
      report.error(path, `is nested more than ${DEEPEST} levels deep`);
      return false;
    }
    if (typeof value === 'string')
      report.error(
        path,
        characterRule(value) ?? (isPattern(path) ? undefined : visibleRule(value)),
      );
    if (typeof value === 'number' && !Number.isFinite(value)) {
      report.error(path, 'must be a finite number');
    }
    if (typeof value !== 'object' || value === null) return true;
    return Object.entries(value).every(([key, item]) => {
      const here = [...path, Array.isArray(value) ? Number(key) : key];
      report.error(here, keyRule(key), 'key');
      return check(item, here);
    });
  };
  return check(document, []);
}

/** Patterns name such characters to find them. */
const isPattern = (path: SpecPath) => path.at(-1) === 'pattern';

const keyRule: Rule = (key) =>
  key === '__proto__'
    ? 'is a key that JavaScript keeps for itself'
    : (characterRule(key) ?? visibleRule(key));
