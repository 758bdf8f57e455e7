import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { isGlobal } from './forms.js';

/** What methods of a text make of it, as long texts and encoded ones are written. */
const METHODS: Readonly<Record<string, (text: string, ...given: string[]) => string>> = {
  trim: (text) => text.trim(),
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  concat: (text, ...given) => text.concat(...given),
};
const ENCODING = /^(base64|base64url|hex)$/;

/** The text that a call returns: `['a', 'b'].join(' ')`, `text.trim()`, `Buffer.from(text, 'base64').toString()`. */
export function constantText(code: Code, { file, value }: Located<CallValue>): string | undefined {
  const { callee, arguments: given } = value;
  const known = (of: (typeof given)[number]) => {
    const text = code.constant({ file, value: of });
    return typeof text === 'string' ? text : undefined;
  };
  const [first] = given;
  if (isGlobal(callee, 'atob')) {
    const text = first && known(first);
    return text === undefined ? undefined : decoded(text, 'base64');
  }
  if (callee.is !== 'member') return undefined;
  const { object, name } = callee;
  if (name === 'join') return joined(code, { file, value: object }, first && known(first));
  if (name === 'toString' && object.is === 'call') return decodedBuffer(object, known);
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  const texts = method ? [object, ...given].map(known) : [undefined];
  const [text, ...more] = texts.filter((each) => each !== undefined);
  return method && text !== undefined && !texts.includes(undefined)
    ? method(text, ...more)
    : undefined;
}

function joined(code: Code, list: Located, between: string | undefined): string | undefined {
  if (between === undefined) return undefined;
  const parts = code.list(list)?.map((part) => code.constant(part));
  return parts?.includes(undefined) ? undefined : parts?.join(between);
}

function decodedBuffer(
  { callee, arguments: [text, encoding] }: CallValue,
  known: (of: CallValue['callee']) => string | undefined,
): string | undefined {
  const isBuffer =
    callee.is === 'member' && callee.name === 'from' && isGlobal(callee.object, 'Buffer');
  const [encoded, by] = [text && known(text), encoding && known(encoding)];
  return isBuffer && encoded !== undefined && by !== undefined ? decoded(encoded, by) : undefined;
}

const decoded = (text: string, encoding: string) =>
  ENCODING.test(encoding)
    ? Buffer.from(text, encoding as 'base64' | 'base64url' | 'hex').toString()
    : undefined;
