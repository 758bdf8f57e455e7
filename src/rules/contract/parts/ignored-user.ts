import type { LocatedFunction } from '../../../model/code.js';
import type { Span } from '../../../model/facts.js';
import type { WrongUser } from './tokens.js';
import type { Place, ProviderModel, SourceFile } from '../../../model/project.js';
import { isLog } from '../../../flow/sinks/logs.js';
import { callsInside } from '../../../flow/values/functions.js';
import { contains } from '../../../flow/values/spans.js';
import { signsUsersIn } from './sign-in-of-users.js';
import { readsUser } from './user-reads.js';

/** An own `getCredentials` whose result does not depend on the user; other `faults` in it are enough. */
export function* ignoredUser(
  file: SourceFile,
  provider: ProviderModel,
  faults: readonly WrongUser[],
): Generator<{ at: Place; message: string; related?: { at: Place; message: string }[] }> {
  const { code } = provider.project;
  if (provider.file('api/auth') !== file) return;
  const exported = code.exports(file).get('getCredentials');
  for (const made of exported ? code.functions(exported.origin) : []) {
    const { function: fact } = made;
    if (!fact.body || usesUser(made)) continue;
    const isNothing = fact.returned.every(({ is }) => is === 'literal');
    const places = faults.flatMap(({ at, related = [] }) => [
      at,
      ...related.map((each) => each.at),
    ]);
    if (isNothing || places.some((at) => at.file === made.file && contains(fact, at))) continue;
    const end = Math.max(fact.start, ...fact.returned.map((value) => value.end));
    const at = made.file.at({ start: fact.start, end: Math.min(end, fact.end) });
    const message = '`getCredentials` does not use its user: all callers get the same credentials.';
    if (made.file === file) yield { at, message };
    else if (signsUsersIn(provider.name, provider.project))
      yield {
        at: exported ? file.at(exported.fact) : at,
        message,
        related: [{ at, message: 'The function is here.' }],
      };
  }

  /** More than `void user` and a line in the log. */
  function usesUser(made: LocatedFunction): boolean {
    const { facts } = made.file;
    const idle: Span[] = [
      ...facts.discarded.filter((each) => each.is === 'compound' && each.operator === 'void'),
      ...callsInside(made.file, made.function).filter((value) =>
        isLog({ file: made.file, value }, code),
      ),
    ];
    return readsUser(made, idle);
  }
}
