import { module } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const TOKEN = ['ghp', 'q7XvT2mZr9LkB4nWc8YdHs3JfPa6GuE1oiRt'].join('_');
const [FIRST, SECOND] = [TOKEN.slice(0, 9), TOKEN.slice(9)] as const;
const KEY = 'f3b9c1e07a5d4862b0c7';
const reversed = (text: string) => Array.from(text).reverse().join('');
const codes = Array.from(TOKEN, (character) => character.charCodeAt(0));
const shifted = codes.map((code) => String.fromCharCode(code + 1)).join('');
const percent = codes.map((code) => `%${code.toString(16)}`).join('');
const hex = Buffer.from(TOKEN).toString('hex');

const row = (defect: string, text: string): Mutation =>
  inIssues(`decoded secret: ${defect}`, 'security/secret-in-file', module(text));
const of = (defect: string, value: string, above = '') =>
  row(defect, `${above}▶export const text = ${value};\n`);

export const mutations: readonly Mutation[] = [
  of('reversed', `'${reversed(TOKEN)}'.split('').reverse().join('')`),
  of('reversed, spread', `[...'${reversed(TOKEN)}'].reverse().join('')`),
  of('reversed, copied', `Array.from('${reversed(TOKEN)}').toReversed().join('')`),
  of(
    'reversed, by a name',
    "text2.split('').reverse().join('')",
    `const text2 = '${reversed(TOKEN)}';\n`,
  ),
  row(
    'reversed, of no known format',
    `▶export const apiKey = '${reversed(KEY)}'.split('').reverse().join('');\n`,
  ),
  of('percent', `decodeURIComponent('${percent}')`),
  of('percent, by the old function', `unescape('${percent}')`),
  of('codes', `String.fromCharCode(${codes.join(', ')})`),
  of('codes of a list', 'String.fromCharCode(...codes)', `const codes = [${codes.join(', ')}];\n`),
  of('codes, mapped', `[${codes.join(', ')}].map((code) => String.fromCharCode(code)).join('')`),
  of(
    'codes, mapped in a function',
    "codes.map(show).join('')",
    `const codes = [${codes.map((code) => code ^ 7).join(', ')}];\nfunction show(code: number) {\n  return String.fromCharCode(code ^ 7);\n}\n`,
  ),
  of(
    'codes, made an array',
    `Array.from([${codes.join(', ')}], (code) => String.fromCharCode(code)).join('')`,
  ),
  of(
    'letters, shifted',
    `'${shifted}'.split('').map((each) => String.fromCharCode(each.charCodeAt(0) - 1)).join('')`,
  ),
  of(
    'codes, reduced',
    `[${codes.join(', ')}].reduce((text, code) => text + String.fromCharCode(code), '')`,
  ),
  of(
    'parts, reduced from the right',
    `['${SECOND}', '${FIRST}'].reduceRight((text, part) => \`\${text}\${part}\`)`,
  ),
  of(
    'parts of a list',
    "parts.slice(0, 2).join('')",
    `const parts = ['acme', '${FIRST}', '${SECOND}'].slice(1);\n`,
  ),
  of('bytes', `Buffer.from([${codes.join(', ')}]).toString()`),
  of('hexadecimal, with an encoding', `Buffer.from('${hex}', 'hex').toString('latin1')`),
  of('by TextDecoder', `new TextDecoder().decode(Buffer.from('${hex}', 'hex'))`),
  of('bytes by TextDecoder', `new TextDecoder().decode(new Uint8Array([${codes.join(', ')}]))`),
  of('twice', `atob(atob('${btoa(btoa(TOKEN))}'))`),
  of('escaped', `'${FIRST}\\x${SECOND.charCodeAt(0).toString(16)}${SECOND.slice(1)}'`),
  of(
    'JSON',
    `JSON.parse('"${FIRST}\\\\u00${SECOND.charCodeAt(0).toString(16)}${SECOND.slice(1)}"')`,
  ),
  of('a mark taken out', `'${FIRST}@@${SECOND}'.replace('@@', '')`),
  of('separators taken out', `'${TOKEN.match(/.{4}/g)!.join('-')}'.split('-').join('')`),
  of('a beginning taken off', `'zz.${TOKEN}'.slice(3)`),
  of(
    'values of an object',
    "Object.values(parts).join('')",
    `const parts = { a: '${FIRST}', b: '${SECOND}' };\n`,
  ),
  row('added later', `let text = '${FIRST}';\ntext += ▶'${SECOND}';\nexport { text };\n`),
  row('in a list of pairs', `▶export const headers = [['api-key', '${KEY}']];\n`),
];
