import type { Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import { reduced } from './applied.js';
import { isGrown } from './grown.js';
import { isGlobal } from './forms.js';
import { fromJson } from './from-json.js';

type Known = (of: Value | undefined) => string | undefined;

/** What methods of a text make of it, as long texts, encoded ones and hidden ones are written. */
const METHODS: Readonly<Record<string, (text: string, ...given: string[]) => string>> = {
  trim: (text) => text.trim(),
  toLowerCase: (text) => text.toLowerCase(),
  toUpperCase: (text) => text.toUpperCase(),
  concat: (text, ...given) => text.concat(...given),
  replace: (text, from = '', to = '') => text.replace(from, () => to),
  replaceAll: (text, from = '', to = '') => text.replaceAll(from, () => to),
};
/** Methods that take a part out of a text, by numbers. */
const PARTS = /^(slice|substring)$/;
/** Functions that turn one text into another, by their names. */
const DECODERS: Readonly<Record<string, (text: string) => string>> = {
  btoa: (text) => Buffer.from(text, 'latin1').toString('base64'),
  atob: (text) => Buffer.from(text, 'base64').toString(),
  decodeURIComponent,
  decodeURI,
  unescape: (text) =>
    text.replace(/%([\dA-Fa-f]{2})/g, (_, code: string) =>
      String.fromCharCode(Number(`0x${code}`)),
    ),
  String: (text) => text,
};
const ENCODING = /^(base64|base64url|hex|utf-?8|latin1|binary|ascii)$/;

/**
 * The text that a call returns: `['a', 'b'].join(' ')`, `text.trim()`, `Buffer.from(text, 'base64').toString()`,
 * `decodeURIComponent(text)`, `String.fromCharCode(97, 98)`.
 */
export function constantText(code: Code, { file, value }: Located<CallValue>): string | undefined {
  const { callee, arguments: given } = value;
  const known: Known = (of) => {
    const text = of && code.constant({ file, value: of });
    return typeof text === 'string' ? text : undefined;
  };
  const [first] = given;
  if (callee.is === 'name') {
    const decoder = Object.hasOwn(DECODERS, callee.name) && isGlobal(callee, callee.name);
    const text = decoder ? known(first) : undefined;
    return text === undefined ? undefined : attempted(() => DECODERS[callee.name]?.(text));
  }
  if (callee.is !== 'member') return undefined;
  const { object, name } = callee;
  if (name === 'join') return joined(code, { file, value: object }, known(first));
  if (/^reduce(Right)?$/.test(name)) {
    const text = reduced(code, { file, value }, name === 'reduceRight');
    return typeof text === 'string' ? text : undefined;
  }
  if (isGlobal(object, 'String')) return ofCodes(code, { file, value });
  const data = fromJson(code, { file, value });
  if (data) return data.is === 'string' ? data.value : undefined;
  const bytes = bytesOf(code, { file, value: name === 'decode' ? (first ?? object) : object });
  if (bytes && /^(toString|decode)$/.test(name)) {
    const encoding = name === 'decode' ? 'utf8' : (known(first) ?? 'utf8');
    return ENCODING.test(encoding) ? bytes.toString(encoding as BufferEncoding) : undefined;
  }
  if (PARTS.test(name)) return partOf(code, { file, value }, known(object));
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  const texts = method ? [object, ...given].map(known) : [undefined];
  const [text, ...more] = texts.filter((each) => each !== undefined);
  return method && text !== undefined && !texts.includes(undefined)
    ? method(text, ...more)
    : undefined;
}

function joined(code: Code, list: Located, between = ','): string | undefined {
  if (isGrown(code, list)) return undefined;
  const parts = code.list(list)?.map((part) => code.constant(part));
  return parts?.includes(undefined) ? undefined : parts?.join(between);
}

/** `String.fromCharCode(97, 98)` */
function ofCodes(code: Code, { file, value }: Located<CallValue>): string | undefined {
  const { callee, start, end, arguments: items } = value;
  if (callee.is !== 'member' || !/^from(CharCode|CodePoint)$/.test(callee.name)) return undefined;
  const numbers = numbersIn(code, { file, value: { is: 'array', start, end, items } });
  return numbers && attempted(() => String.fromCodePoint(...numbers));
}

/** `text.slice(2, -1)` */
function partOf(code: Code, { file, value }: Located<CallValue>, text: string | undefined) {
  const [start, end] = value.arguments.map((each) => code.constant({ file, value: each }));
  if (text === undefined || typeof start !== 'number') return undefined;
  if (value.arguments.length > 1 && typeof end !== 'number') return undefined;
  const until = typeof end === 'number' ? end : undefined;
  return 'name' in value.callee && value.callee.name === 'substring'
    ? text.substring(start, until)
    : text.slice(start, until);
}

/** `Buffer.from(text, 'base64')`, `Buffer.from([97, 98])`, `new Uint8Array([97, 98])` */
function bytesOf(code: Code, located: Located): Buffer | undefined {
  const { file, value } = code.resolve(located);
  if (value.is !== 'call') return undefined;
  const { callee, arguments: given } = value;
  const [text, encoding] = given.map((each) => code.constant({ file, value: each }));
  const isBuffer =
    callee.is === 'member' &&
    callee.name === 'from' &&
    (isGlobal(callee.object, 'Buffer') || isGlobal(callee.object, 'Uint8Array'));
  if (!isBuffer && !isGlobal(callee, 'Uint8Array')) return undefined;
  if (typeof text !== 'string') {
    const numbers = given[0] && numbersIn(code, { file, value: given[0] });
    return numbers && Buffer.from(numbers);
  }
  const by = encoding === undefined && given.length === 1 ? 'utf8' : encoding;
  return typeof by === 'string' && ENCODING.test(by)
    ? Buffer.from(text, by as BufferEncoding)
    : undefined;
}

function numbersIn(code: Code, list: Located): number[] | undefined {
  const numbers = code.list(list)?.map((each) => code.constant(each));
  return numbers?.every((each) => typeof each === 'number') ? numbers : undefined;
}

/** Undefined where the code itself would throw. */
export function attempted<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
