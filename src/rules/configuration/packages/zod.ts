import type { Documents } from '../../../model/project.js';
import type { Report } from '../../../model/rule.js';
import type { Declared } from './declared.js';
import { RUNTIME, V1, V2 } from './names.js';
import { highestOf, isBelow, type Version } from './version.js';
import { hiddenHint, lockHint, wantedRange } from './wanted.js';

/** What works with all packages of the current line. */
export const USUAL_ZOD = '^4.2.0';

/** Whether the version of zod works with each package that uses it. */
export function checkZod(
  declared: readonly Declared[],
  documents: Documents,
  report: Report,
): void {
  const zod = declared.find(({ name }) => name === 'zod');
  if (!zod) return;
  const range = wantedRange(zod, documents);
  const found = highestOf(range);
  for (const name of [RUNTIME, V2, V1]) {
    const user = declared.find((each) => each.name === name);
    if (!user) continue;
    const wanted = zodFor(name, wantedRange(user, documents));
    if (!found || !wanted) {
      const unknown = wanted ? { ...zod, text: range } : user;
      report.unseen({
        at: unknown.at,
        message: `Cannot determine the version of "${unknown.name}" from "${unknown.text}".`,
        hint: hiddenHint(unknown.name, unknown.text),
      });
      return;
    }
    if (!wanted.fits(found)) {
      report({
        at: zod.at,
        message: `"zod" ${range} does not work with "${name}" ${wantedRange(user, documents)}.`,
        hint: lockHint(zod, documents) ?? `Use zod ${wanted.range}.`,
        // Otherwise another file decides.
        ...(range === zod.text &&
          wanted.usual && { fix: [{ at: zod.at, text: JSON.stringify(wanted.usual) }] }),
      });
      return;
    }
  }
}

interface Wanted {
  range: string;
  usual?: string;
  fits(zod: Version): boolean;
}

/** What each package was made for; undefined where its version is not known. */
function zodFor(name: string, range: string): Wanted | undefined {
  if (name !== V1)
    return {
      range: '4.2 or newer',
      usual: USUAL_ZOD,
      fits: (zod) => !isBelow(zod, [4, 2, 0]),
    };
  const sdk = highestOf(range);
  if (!sdk) return undefined;
  return isBelow(sdk, [1, 23, 0])
    ? { range: '3.23 up to 3.25', fits: (zod) => zod[0] === 3 && !isBelow(zod, [3, 23, 0]) }
    : { range: '3.25 or newer', fits: (zod) => !isBelow(zod, [3, 25, 0]) };
}
