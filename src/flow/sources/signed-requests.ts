import type { Code } from '../../model/code.js';
import type { FunctionFact, NameValue } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { sentSecrets } from './credentials.js';

type Reads = ReadonlyMap<FunctionFact, readonly NameValue[]>;

const READS = new WeakMap<SourceFile, Reads>();

/**
 * The functions of a file that the runtime calls with a request that holds the credentials, `apiClient(…, { fetch })`,
 * and where they read it.
 */
export function signedRequests(file: SourceFile, code: Code): Reads {
  const known = READS.get(file);
  if (known) return known;
  const found = new Map<FunctionFact, NameValue[]>();
  for (const value of file.facts.reads) {
    const { kind, within = -1 } = file.facts.declarations[value.declaration] ?? {};
    const made = kind === 'parameter' ? file.facts.functions[within] : undefined;
    if (!made || !sentSecrets({ file, value }, code)) continue;
    const list = found.get(made);
    if (list) list.push(value);
    else found.set(made, [value]);
  }
  READS.set(file, found);
  return found;
}
