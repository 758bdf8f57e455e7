import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';
import { descendants, lastName } from '../values/children.js';
import { externalName } from '../values/external-name.js';
import { possibleValues } from '../values/possible.js';
import { modeOf, OTHERS } from './file-writes.js';

const MAKES_OWN = /^node:fs(\/promises)?#(promises\.)?mkdtemp(Disposable)?(Sync)?$/;
const MAKES = /^node:fs(\/promises)?#(promises\.)?mkdir(Sync)?$/;
const UMASK = '#process.umask';

/** Only their owner can read the file: its folder is of `mkdtemp`, or was made for the owner alone, or the process says so. */
export function isPrivate(opened: Located<CallValue>, code: Code): boolean {
  const { file, value } = opened;
  const [path] = value.arguments;
  if (!path) return false;
  const { masked, folders } = privateIn(file, code);
  if (masked) return true;
  const open: Located[] = [{ file, value: path }];
  const seen = new Set<unknown>();
  for (let at = open.pop(); at; at = open.pop()) {
    for (const each of possibleValues(at, code)) {
      if (seen.has(each.value)) continue;
      seen.add(each.value);
      for (const part of descendants(each.value)) {
        if (part.is === 'call' && makes(MAKES_OWN, { file: each.file, value: part }, code))
          return true;
        if (part.is !== 'name') continue;
        if (each.file === file && folders.has(part.declaration)) return true;
        if (part !== each.value) open.push({ file: each.file, value: part });
      }
    }
    if (at.file === file && at.value.is === 'name' && folders.has(at.value.declaration))
      return true;
  }
  return false;
}

interface Private {
  /** `process.umask(0o077)` */
  masked: boolean;
  /** Variables with folders of `mkdir(folder, { mode: 0o700 })`. */
  folders: ReadonlySet<number>;
}

const PRIVATE = new WeakMap<SourceFile, Private>();

function privateIn(file: SourceFile, code: Code): Private {
  const known = PRIVATE.get(file);
  if (known) return known;
  const folders = new Set<number>();
  let masked = false;
  for (const value of file.facts.calls) {
    const [first] = value.arguments;
    if (!first || !/^(mkdir(Sync)?|umask)$/.test(lastName(value.callee))) continue;
    const call = { file, value };
    if (externalName(code, { file, value: value.callee }) === UMASK) {
      const mask = code.constant({ file, value: first });
      masked ||= typeof mask === 'number' && (mask & OTHERS) === OTHERS;
    } else if (first.is === 'name' && makes(MAKES, call, code)) {
      const mode = modeOf(call, code);
      if (mode !== undefined && (mode & OTHERS) === 0) folders.add(first.declaration);
    }
  }
  const found = { masked, folders };
  PRIVATE.set(file, found);
  return found;
}

const makes = (name: RegExp, { file, value }: Located<CallValue>, code: Code): boolean =>
  name.test(externalName(code, { file, value: value.callee }) ?? '');
