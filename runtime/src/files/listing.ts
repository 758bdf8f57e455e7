import { isPart } from './name-rules.js';
import type { Entry, FilePage } from './store.js';

/** A page of an S3 bucket, with whole keys. */
export interface Listing {
  /** Common prefixes, with a slash at the end. */
  folders: string[];
  files: { key: string; size: number }[];
  /** Absent on the last page. */
  cursor?: string;
}

/**
 * The response to `ListObjectsV2`. Its XML has no attributes, comments or CDATA that matter here.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html
 */
export function listingIn(xml: string): Listing {
  // Services that do not know `encoding-type` send plain names.
  const isEncoded = textIn(xml, 'EncodingType') === 'url';
  const keyOf = (text: string) =>
    isEncoded ? decodeURIComponent(text.replaceAll('+', ' ')) : text;
  const cursor = textIn(xml, 'NextContinuationToken');
  return {
    folders: elements(xml, 'CommonPrefixes').map((inner) => keyOf(textIn(inner, 'Prefix'))),
    files: elements(xml, 'Contents').map((inner) => ({
      key: keyOf(textIn(inner, 'Key')),
      size: Number(textIn(inner, 'Size')),
    })),
    ...(cursor !== '' && { cursor }),
  };
}

/**
 * A page of a folder.
 * @param prefix of all its keys, with the folder
 */
export function pageOf({ folders, files, cursor }: Listing, prefix: string): FilePage {
  const nameOf = (key: string) => key.slice(prefix.length).replace(/\/$/, '');
  const entries: Entry[] = [
    ...folders.map((key) => ({ name: nameOf(key), folder: true, size: 0 })),
    ...files.map(({ key, size }) => ({ name: nameOf(key), folder: false, size })),
  ];
  return {
    // A key that is no name cannot be read; the prefix itself stands for an empty folder.
    entries: entries.filter(({ name }) => isPart(name)),
    ...(cursor !== undefined && { cursor }),
  };
}

const elements = (xml: string, tag: string): string[] =>
  xml
    .split(`<${tag}>`)
    .slice(1)
    .map((rest) => rest.split(`</${tag}>`, 1)[0] ?? '');

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
