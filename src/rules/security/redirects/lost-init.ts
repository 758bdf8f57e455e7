import { isNetworkCall } from '../../../flow/sinks/network.js';
import { sentSecrets } from '../../../flow/sources/credentials.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code } from '../../../model/code.js';
import type { CallValue, FunctionFact } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

const SIGNED = new WeakMap<SourceFile, ReadonlySet<FunctionFact>>();

/**
 * Requests of a replaced `fetch` with options that are put together anew: the runtime asks for `redirect: 'manual'`, and
 * checks where a redirect leads.
 */
export function requestsWithoutInit(file: SourceFile, code: Code): readonly CallValue[] {
  const signed = SIGNED.get(file) ?? new Set(signedIn(file, code));
  SIGNED.set(file, signed);
  if (signed.size === 0) return [];
  return file.facts.calls.filter((value) => {
    const [, options] = value.arguments;
    const known = options && code.object({ file, value: options });
    const isNew =
      known?.partial === false && !known.properties.some(({ key }) => key === 'redirect');
    return (
      isNew &&
      isNetworkCall(code.target({ file, value })) &&
      [...signed].some((made) => contains(made, value))
    );
  });
}

/** The functions that the runtime calls with a request that has the credentials. */
const signedIn = (file: SourceFile, code: Code): FunctionFact[] =>
  file.facts.reads.flatMap((value) => {
    const { kind, within = -1 } = file.facts.declarations[value.declaration] ?? {};
    const made = kind === 'parameter' ? file.facts.functions[within] : undefined;
    return made && sentSecrets({ file, value }, code) ? [made] : [];
  });
