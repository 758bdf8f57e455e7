import type { Span } from '../../model/facts.js';
import { defineRule } from '../define.js';
import { isBelow, lowestOf, OLDEST_NODE } from './packages/version.js';

const IS_IMAGE = /(^|\/)(Docker|Container)file[\w.-]*$/;
/** `FROM node:18-slim`, `FROM --platform=… docker.io/library/node:18.20` */
const IMAGE =
  /^[ \t]*FROM[ \t]+(?:--\S+[ \t]+)*((?:[\w.-]+\/)*node:(\d+(?:\.\d+){0,2})\b[\w.-]*)/gim;
/** `node-version: 18`, `node-version: '18.x'`, and the versions of a matrix. */
const WORKFLOW = /\b(?:node-version|node_version|node)["']?:[ \t]*(\[[^\]\n]*\]|["']?v?\d[\w.]*)/g;
const VERSION = /(?<![\w.])v?(\d+(?:\.\d+){0,2})(?:\.x)?(?![\w.])/g;

export default defineRule({
  severity: 'error',
  summary:
    'Images and workflows use a version of Node.js that the runtime supports: 20.19 or newer.',
  why: 'The server does not start with an older version.',
  limits: 'Checked are images with the name "node", and workflows of GitHub.',
  source: {
    text: 'Node.js, Releases.',
    url: 'https://nodejs.org/en/about/previous-releases',
  },
  on: 'project',
  check({ documents }, report) {
    // Workflows of a monorepo can be about its other packages.
    const isAlone = documents.packagesAbove.length === 0;
    for (const document of documents.all) {
      const used = IS_IMAGE.test(document.path)
        ? imagesIn(document.text)
        : isAlone && document.path.startsWith('.github/workflows/')
          ? versionsIn(document.text)
          : [];
      for (const { version, ...span } of used) {
        if (!isOld(version)) continue;
        report({
          at: document.at(span),
          message: `The runtime does not support Node.js ${version}.`,
          hint: 'Use Node.js 20.19 or newer.',
        });
      }
    }
  },
});

interface Used extends Span {
  version: string;
}

function* imagesIn(text: string): Generator<Used> {
  for (const { 0: line, 1: image = '', 2: version = '', index } of text.matchAll(IMAGE)) {
    const end = index + line.length;
    yield { version, start: end - image.length, end };
  }
}

function* versionsIn(text: string): Generator<Used> {
  for (const { 0: entry, 1: value = '', index } of text.matchAll(WORKFLOW)) {
    const from = index + entry.length - value.length;
    for (const { 0: written, 1: version = '', index: at } of value.matchAll(VERSION))
      yield { version, start: from + at, end: from + at + written.length };
  }
}

/** A version without a minor one stands for the newest of them. */
function isOld(version: string): boolean {
  const lowest = lowestOf(version);
  if (!lowest) return false;
  const [major] = lowest;
  return version.includes('.') ? isBelow(lowest, OLDEST_NODE) : major < OLDEST_NODE[0];
}
