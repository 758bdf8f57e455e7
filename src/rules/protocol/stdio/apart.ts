import type { Code, Target } from '../../../model/code.js';
import type { Branch, CallValue, Span } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { isRuntimeExport } from '../../runtime.js';
import { contains } from '../../../flow/values/spans.js';

/** Says of a place in the entry whether it runs only where the server does not: usage, version, list of providers. */
export type IsApart = (place: Span & { within: number }) => boolean;

/**
 * `if (help) write(USAGE); else serve();` and `if (help) { write(USAGE); return; } serve();`: what is written there is
 * the program's own output, for there will be no protocol.
 */
export function apartFromServing(code: Code, entry: SourceFile): IsApart {
  const { branches, calls } = entry.facts;
  const serving = calls.filter((call) => leadsToStdio(code, entry, call));

  function leaves(branch: Branch, within: number): boolean {
    if (branch.leaves === 'process') return true;
    const beside = serving.filter((call) => call.within === within);
    if (beside.length === 0 || beside.some((call) => contains(branch, call))) return false;
    const others = branches.filter(({ of, start }) => of === branch.of && start !== branch.start);
    const excluded = (call: Span) => others.some((other) => contains(other, call));
    return branch.leaves === 'function' || beside.every(excluded);
  }

  function isApart(place: Span & { within: number }, seen: ReadonlySet<number>): boolean {
    const { within } = place;
    if (branches.some((branch) => contains(branch, place) && leaves(branch, within))) return true;
    if (within === -1 || seen.has(within)) return false;
    const callers = calls.filter((call) => calledIndex(code, entry, call) === within);
    const further = new Set([...seen, within]);
    return callers.length > 0 && callers.every((call) => isApart(call, further));
  }

  return (place) => isApart(place, new Set());
}

function calledIndex(code: Code, file: SourceFile, value: CallValue): number | undefined {
  const target = code.target({ file, value });
  return target.is === 'function' && target.file === file
    ? file.facts.functions.indexOf(target.function)
    : undefined;
}

/** Starts the server of the runtime, or ends in the SDK's transport over stdin and stdout. */
function leadsToStdio(code: Code, file: SourceFile, value: CallValue): boolean {
  const target = code.target({ file, value });
  if (target.is !== 'function' || isServer(target)) return isServer(target);
  for (const step of code.execution(target)) if (isServer(step.target)) return true;
  return false;
}

const isServer = (target: Target) =>
  isRuntimeExport(target, 'runServer', '/server') ||
  (target.is === 'external' &&
    target.module.startsWith('@modelcontextprotocol/') &&
    /stdio/i.test(`${target.module} ${target.path}`));
