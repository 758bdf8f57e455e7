import { fileWrite } from '../../../flow/sinks/file-writes.js';
import { callerFlow, responseFlow } from '../../../flow/sources/callers.js';
import { descendants } from '../../../flow/values/children.js';
import { externalName } from '../../../flow/values/external-name.js';
import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { isSameOrigin } from '../../../model/origin.js';

const READS = /^node:fs(\/promises)?#(promises\.)?(readFile|open|createReadStream)(Sync)?$/;

/** Responses that are written to a file which the code reads again, under a path that all callers have in common. */
export function* keptInFiles(file: SourceFile, code: Code): Generator<CallValue> {
  if (!/readFile|createReadStream/.test(file.text)) return;
  const read = file.facts.calls.flatMap((value) => {
    const [path] = value.arguments;
    const isRead = READS.test(externalName(code, { file, value: value.callee }) ?? '');
    return isRead && path ? [path] : [];
  });
  if (read.length === 0) return;
  for (const value of file.facts.calls) {
    const write = fileWrite({ file, value }, code);
    const [path] = write?.opened.value.arguments ?? [];
    if (!write || !path || write.opened.file !== file) continue;
    const holds = responseFlow(code).taint({ file, value: write.content }).length > 0;
    if (
      holds &&
      !isOfCaller({ file, value: path }, code) &&
      read.some((each) => isOnePath({ file, value: each }, path, code))
    )
      yield value;
  }
}

/** A part of the path is the caller, or is made of them: `folderOf(principal.userId)`. */
const isOfCaller = (path: Located, code: Code): boolean =>
  [path, code.resolve(path)].some(({ file, value }) =>
    [...descendants(value)].some(
      (part) => callerFlow(code).taint({ file, value: part }).length > 0,
    ),
  );

/** The same variable, or the same expression: `pathOf(id)` in two functions. */
function isOnePath({ file, value }: Located, path: Value, code: Code): boolean {
  const [one, other] = [value, path].map((each) => code.origin({ file, value: each }));
  if (one && other && isSameOrigin(one, other)) return true;
  const text = (each: Value) => file.text.slice(each.start, each.end);
  return text(value) === text(path);
}
