import { declaredPackages } from '../configuration/packages/declared.js';
import { textAt } from '../configuration/documents/scalars.js';
import { defineRule } from '../define.js';

/** What starts a program that it loads first, and the options that name it. */
const NPM = /^(npx|bunx|pnpx|(npm|pnpm|yarn) (exec|x|dlx)|bun x)(\.cmd)?$/;
const PYTHON = /^(uvx|uv x|uv run|pipx run)$/;
const IMAGES = /^(docker|podman|nerdctl) run$/;
const NAMES = /^(-p|--package|--from|--spec)(?:=(.+))?$/;
/** Options whose value is a word of its own. */
const WITH_VALUE =
  /^(-[euvwlh]|-p|--(env|env-file|volume|mount|name|network|net|user|publish|workdir|label|hostname|entrypoint|platform|add-host|memory|cpus|pull|python|with|index-url|registry|cache|prefix))$/;

export default defineRule({
  severity: 'warning',
  summary: 'The command of an MCP server in provider-config.yaml names a version.',
  why: 'The next version that is published under this name runs on this machine without a review.',
  source: {
    text: 'OWASP Top 10 for LLM Applications, LLM03 Supply Chain; CWE-829.',
    url: 'https://cwe.mitre.org/data/definitions/829.html',
  },
  securitySeverity: 5.6,
  on: 'provider',
  check({ name, project: { documents } }, report) {
    const server = textAt(documents.config, 'providers', name, 'server');
    const program = server && loaded(server.text);
    if (!program || isPinned(program)) return;
    const isInstalled = declaredPackages(documents.packageJson).some(
      (each) => each.name === program.text,
    );
    if (isInstalled && program.by === 'npm') return;
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
  const [first = '', second = ''] = words;
  const starters = [first, `${first} ${second}`].map((each) => each.replace(/^.*[\\/]/, ''));
  for (const [index, starter] of starters.entries()) {
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

function isPinned({ by, text }: Program): boolean {
  if (/^(git\+|https?:|github:)/.test(text))
    return /[@#](v?\d+(\.\d+)+|[0-9a-f]{7,40})\b/.test(text);
  switch (by) {
    case 'npm':
      return /.@v?\d+\.\d+\.\d+[\w.+-]*$/.test(text);
    case 'python':
      return /(==|.@)\d+(\.\d+)*[\w.+-]*$/.test(text);
    case 'image':
      return /@sha256:|:(?!latest$)[^/:]*\d[^/:]*$/.test(text);
  }
}

const example = ({ by, text }: Program) => {
  const name =
    by === 'image' ? text.replace(/:[^/:]*$/, '') : text.replace(/(?<=.)(@|[=<>~]).*$/, '');
  return `${name}${{ npm: '@', python: '==', image: ':' }[by]}1.2.3`;
};
