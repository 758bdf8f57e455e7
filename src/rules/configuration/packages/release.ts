import type { Documents } from '../../../model/project.js';
import type { Report } from '../../../model/rule.js';
import { version } from '../../../model/version.gen.js';
import type { Declared } from './declared.js';
import { RUNTIME } from './names.js';
import { highestOf, isBelow, lowestOf, type Version } from './version.js';
import { isOfRegistry, lockHint, overridesOf, wantedRange } from './wanted.js';

const CLI = 'create-mcp-provider';
const RUNNING = lowestOf(version) ?? [0, 0, 0];

/** Runtime and CLI are released together; a checker that is not installed is the one that runs. */
export function checkRelease(
  declared: readonly Declared[],
  documents: Documents,
  report: Report,
): void {
  const runtime = declared.find(({ name }) => name === RUNTIME);
  if (!runtime) return;
  const cli = declared.find(({ name }) => name === CLI);
  const [one, other] = [runtime, cli].map((each) => each && releaseOf(each, documents));
  for (const [each, release] of [[runtime, one] as const, [cli, other] as const]) {
    if (!each || release?.version) continue;
    report.unseen({
      at: each.at,
      message: `Cannot determine the version of "${each.name}" from "${each.text}".`,
      hint: `Use the version ${version} of ${each.name}.`,
      ...exactly(each, documents),
    });
  }
  const checker = other ?? { range: version, version: highestOf(version) };
  if (!one?.version || !checker.version || isSameRelease(one.version, checker.version)) return;
  const isOldChecker = cli && checker.range !== version;
  const wrong = isOldChecker ? cli : runtime;
  const isAhead = isBelow(RUNNING, isOldChecker ? checker.version : one.version);
  report({
    at: wrong.at,
    message: `"${RUNTIME}" ${one.range} and "${CLI}" ${checker.range} are different releases.`,
    hint: lockHint(wrong, documents) ?? `Use the same version of both, for example ${version}.`,
    ...((!cli || isOfRegistry(cli)) &&
      isOfRegistry(runtime) &&
      !isAhead && // nobody's newer package is replaced
      exactly(wrong, documents)),
  });
}

/** Where package.json decides about the version: a lock or a catalog needs more than this. */
function exactly(declared: Declared, documents: Documents) {
  const range = wantedRange(declared, documents);
  const deciding = [declared, ...overridesOf(declared.name, documents)].find(
    ({ text }) => text === range,
  );
  return deciding && isOfRegistry(declared) && isOfRegistry(deciding)
    ? { fix: [{ at: deciding.at, text: JSON.stringify(version) }] }
    : {};
}

function releaseOf(declared: Declared, documents: Documents) {
  const range = wantedRange(declared, documents);
  // A vendored package has its version in the name of its file.
  const [, vendored = range] = /mcp-provider-(\d+\.\d+\.\d+)/.exec(range) ?? [];
  const found = highestOf(vendored);
  return { range: vendored, version: found?.[0] === Infinity ? undefined : found };
}

/** Within a minor version the runtime's exports keep their meaning. */
const isSameRelease = (one: Version, other: Version) => one[0] === other[0] && one[1] === other[1];
