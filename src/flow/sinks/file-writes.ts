import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { externalName } from '../values/external-name.js';

/** Permissions of group and others. */
export const OTHERS = 0o077;

/** A call that writes to a file. */
export interface FileWrite {
  call: Located<CallValue>;
  content: Value;
  /** The call that names the file and sets its mode: `open`, `createWriteStream`, or the same. */
  opened: Located<CallValue>;
}

const FS = String.raw`^node:fs(\/promises)?#(promises\.)?`;
const WRITES = new RegExp(`${FS}(writeFile|appendFile)(Sync)?$`);
const WRITES_TO_HANDLE = new RegExp(`${FS}write(Sync)?$`);
const OPENS = new RegExp(`${FS}(open(Sync)?|createWriteStream)$`);
const PIPELINE = /^node:stream(\/promises)?#(promises\.)?pipeline$/;
const METHOD = /^(write|writeFile|appendFile|end)$/;

/** What a call writes to a file, and how that is opened. */
export function fileWrite(call: Located<CallValue>, code: Code): FileWrite | undefined {
  const { file, value } = call;
  const { callee, arguments: given } = value;
  const [first, second] = given;
  const opening = (of: Value | undefined) => of && openingOf({ file, value: of }, code);
  const name = externalName(code, { file, value: callee }) ?? '';
  if (WRITES.test(name))
    return first && second && { call, content: second, opened: opening(first) ?? call };
  const [content, handle] = WRITES_TO_HANDLE.test(name)
    ? [second, first]
    : PIPELINE.test(name)
      ? [first, given.findLast((each) => opening(each))]
      : callee.is !== 'member'
        ? []
        : callee.name === 'pipe'
          ? [callee.object, first]
          : METHOD.test(callee.name)
            ? [first, callee.object]
            : [];
  const opened = opening(handle);
  return content && opened && { call, content, opened };
}

/** The call that opened a file, by its handle or stream. */
export function openingOf(handle: Located, code: Code): Located<CallValue> | undefined {
  const { file, value } = code.resolve(handle);
  if (value.is === 'compound' && value.operator === 'await') {
    const [promise] = value.parts;
    return promise && openingOf({ file, value: promise }, code);
  }
  if (value.is !== 'call') return undefined;
  const { callee } = value;
  if (OPENS.test(externalName(code, { file, value: callee }) ?? '')) return { file, value };
  return callee.is === 'member' && callee.name === 'createWriteStream'
    ? openingOf({ file, value: callee.object }, code)
    : undefined;
}

/** The permissions that a call sets; undefined where it sets none, or where they cannot be determined. */
export function modeOf({ file, value }: Located<CallValue>, code: Code): number | undefined {
  const known = value.arguments.slice(1).flatMap((given) => {
    const properties = code.object({ file, value: given })?.properties;
    const mode = properties?.findLast(({ key }) => key === 'mode') ?? { file, value: given };
    return permissions(code.constant(mode)) ?? [];
  });
  return known.at(-1);
}

/** `0o600`, `'600'` */
const permissions = (mode: unknown): number | undefined =>
  typeof mode === 'number'
    ? mode
    : typeof mode === 'string' && /^0?[0-7]{3}$/.test(mode)
      ? Number.parseInt(mode, 8)
      : undefined;
