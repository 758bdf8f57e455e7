import { textAt } from '../configuration/documents/scalars.js';
import { defineRule } from '../define.js';

/** What starts a program that it loads first, and the options that name it. */
const NPM = /^(npx|bunx|pnpx|npm (exec|x)|(pnpm|yarn) dlx|bun x)(\.cmd)?$/;
const PYTHON = /^(uvx|uv tool run|pipx run)$/;
const IMAGES = /^(docker|podman|nerdctl) run$/;
const NAMES = /^(-p|--package|--from|--spec)(?:=(.+))?$/;
/** Options whose value is a word of its own. */
const WITH_VALUE =
  /^(-[euvwlh]|-p|--(env|env-file|volume|mount|name|network|net|user|publish|workdir|label|hostname|entrypoint|platform|add-host|memory|cpus|pull|python|with|index-url|registry|cache|prefix))$/;

export default defineRule({
  severity: 'warning',
  summary:
    'Where the command of an MCP server in provider-config.yaml names a version, it is a fixed one.',
  why: 'With "latest" or a range, the next version that is published runs on this machine without a review.',
  limits: 'A name without a version is not reported.',
  source: {
    text: 'OWASP Top 10 for LLM Applications, LLM03 Supply Chain; CWE-829.',
    url: 'https://cwe.mitre.org/data/definitions/829.html',
  },
  securitySeverity: 5.6,
  on: 'provider',
  check({ name, project: { documents } }, report) {
    const server = textAt(documents.config, 'providers', name, 'server');
    const program = server && loaded(server.text);
    if (!program || !isMoving(program)) return;
    report({
      at: server.at,
      message: `"${program.text}" has no fixed version.`,
      hint: `Name the version that you have reviewed, such as "${example(program)}".`,
    });
  },
});

interface Program {
  by: 'npm' | 'python' | 'image';
  text: string;
}

/** The program that a command loads before it starts; undefined where it loads none. */
function loaded(command: string): Program | undefined {
  const words = command
    .trim()
    .replace(/^cmd(\.exe)?\s+\/c\s+/i, '')
    .split(/\s+/);
  const [path = '', ...more] = words;
  const first = path.replace(/^.*[\\/]/, '');
  for (let index = 0; index < 3; index++) {
    const starter = [first, ...more.slice(0, index)].join(' ');
    const by = NPM.test(starter)
      ? 'npm'
      : PYTHON.test(starter)
        ? 'python'
        : IMAGES.test(starter)
          ? 'image'
          : undefined;
    const text = by && named(words.slice(index + 1), by);
    // A path, or a variable, says nothing about a version.
    if (by && text && !/^[./~$]|[$%]\{?\w/.test(text)) return { by, text };
  }
  return undefined;
}

function named(words: readonly string[], by: Program['by']): string | undefined {
  for (let index = 0; index < words.length; index++) {
    const word = words[index] ?? '';
    const option = by === 'image' ? null : NAMES.exec(word);
    if (option) return option[2] ?? words[index + 1];
    if (!word.startsWith('-')) return word;
    if (WITH_VALUE.test(word)) index++;
  }
  return undefined;
}

/** A version is named that can change: a tag, a range or a branch. */
function isMoving({ by, text }: Program): boolean {
  if (/^(git\+|https?:|github:)/.test(text))
    return /[@#][^/]+$/.test(text) && !/[@#](v?\d+(\.\d+)+|[0-9a-f]{7,40})\b/.test(text);
  switch (by) {
    case 'npm':
      return /.@[^/]+$/.test(text) && !/@v?\d+\.\d+\.\d+[\w.+-]*$/.test(text);
    case 'python':
      return /(.@|[=<>~])[^/]+$/.test(text) && !/(==|@)\d+(\.\d+)*[\w.+-]*$/.test(text);
    case 'image':
      return /:[^/:]+$/.test(text) && !/@sha256:|:(?!latest$)[^/:]*\d[^/:]*$/.test(text);
  }
}

const example = ({ by, text }: Program) => {
  const name =
    by === 'image' ? text.replace(/:[^/:]*$/, '') : text.replace(/(?<=.)(@|[=<>~]).*$/, '');
  return `${name}${{ npm: '@', python: '==', image: ':' }[by]}1.2.3`;
};
