// Draws docs/terminal.svg from a real run of the built program.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ESCAPE = String.fromCharCode(27);
const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'picture-'));
const spec = join(root, 'examples', 'specs', 'issues.yaml');
const bin = join(root, 'bin', 'create-mcp-provider.cjs');

const run = spawnSync(
  'sh',
  [
    '-c',
    `exec "$0" "$1" issues-mcp --spec issues.yaml --yes --no-install 2>&1`,
    process.execPath,
    bin,
  ],
  {
    cwd: prepared(),
    encoding: 'utf8',
    env: { ...process.env, FORCE_COLOR: '1', COLUMNS: '92' },
  },
);
rmSync(folder, { recursive: true, force: true });
if (run.status !== 0) throw new Error(run.stdout);

const lines = [
  '\u001b[2m$\u001b[22m npx create-mcp-provider issues-mcp --spec issues.yaml --yes --no-install',
  ...run.stdout.trimEnd().split('\n'),
];
mkdirSync(join(root, 'docs'), { recursive: true });
writeFileSync(join(root, 'docs', 'terminal.svg'), svg(lines));

function prepared() {
  spawnSync('cp', [spec, join(folder, 'issues.yaml')]);
  return folder;
}

/** SGR codes of the few styles we print. */
function svg(rows) {
  const colors = { 31: '#ff7b72', 32: '#7ee787', 33: '#e3b341', 36: '#79c0ff' };
  const height = rows.length * 20 + 60;
  const text = rows.map((row, index) => {
    const spans = [];
    let style = {};
    for (const part of row.split(new RegExp(`(${ESCAPE}\\[\\d+m)`))) {
      const code = part.startsWith(ESCAPE) ? part.slice(2, -1) : undefined;
      if (code === undefined) {
        if (part !== '') spans.push(span(part, style));
      } else if (colors[code]) style = { ...style, fill: colors[code] };
      else if (code === '1') style = { ...style, 'font-weight': 'bold' };
      else if (code === '2') style = { ...style, opacity: '.6' };
      else
        style =
          code === '39'
            ? { ...style, fill: undefined }
            : code === '22'
              ? { ...style, 'font-weight': undefined, opacity: undefined }
              : {};
    }
    return `<text x="20" y="${index * 20 + 56}" xml:space="preserve">${spans.join('')}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, monospace" font-size="14" fill="#e6edf3">
<title>A run of create-mcp-provider in a terminal</title>
<rect width="860" height="${height}" rx="10" fill="#0d1117"/>
<circle cx="24" cy="20" r="6" fill="#ff5f57"/><circle cx="44" cy="20" r="6" fill="#febc2e"/><circle cx="64" cy="20" r="6" fill="#28c840"/>
${text.join('\n')}
</svg>
`;
}

function span(part, style) {
  const attributes = Object.entries(style)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${value}"`)
    .join('');
  const escaped = part.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  return `<tspan${attributes}>${escaped}</tspan>`;
}
