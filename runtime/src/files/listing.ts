import { isPart } from './name-rules.js';
import type { Entry, FilePage } from './store.js';

/**
 * A page of an S3 bucket (`ListObjectsV2`). Its XML has no attributes, comments or CDATA that matter here.
 * @param prefix of all names in it, with the folder
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function pageOf(xml: string, prefix: string): FilePage {
  // Services that do not know `encoding-type` send plain names.
  const isEncoded = textIn(xml, 'EncodingType') === 'url';
  const nameOf = (text: string) => {
    const key = isEncoded ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
    return key.slice(prefix.length).replace(/\/$/, '');
  };
  const folders = elements(xml, 'CommonPrefixes').map((inner): Entry => ({
    name: nameOf(textIn(inner, 'Prefix')),
    folder: true,
    size: 0,
  }));
  const files = elements(xml, 'Contents').map((inner): Entry => ({
    name: nameOf(textIn(inner, 'Key')),
    folder: false,
    size: Number(textIn(inner, 'Size')),
  }));
  const cursor = textIn(xml, 'NextContinuationToken');
  // A key that is no name cannot be read; the prefix itself stands for an empty folder.
  const entries = [...folders, ...files].filter(({ name }) => isPart(name));
  return { entries, ...(cursor !== '' && { cursor }) };
}

const elements = (xml: string, tag: string): string[] =>
  [...xml.matchAll(new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`, 'g'))].map(
    ([, inner = '']) => inner,
  );

const textIn = (xml: string, tag: string): string =>
  unescaped(new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(xml)?.[1] ?? '');

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
};

/** @see https://www.w3.org/TR/xml/#sec-references */
const unescaped = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));/gi,
    (whole, hex: string | undefined, digits: string | undefined, name = '') => {
      if (hex === undefined && digits === undefined) return ENTITIES[String(name)] ?? whole;
      const code = hex === undefined ? Number(digits) : parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
