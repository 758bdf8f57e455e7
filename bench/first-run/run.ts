/**
 * Answers the questions of `create` and of other creators in a terminal, and prints what that takes: `npm run first-run`.
 * Then projects are installed, built and tested, with an empty cache of npm and with a full one; nothing else should run meanwhile.
 * The recordings are in `artifacts/recordings`, at 80 and 120 columns, with and without colors.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { printers } from '../../src/render/printers.js';
import { type Talked, talkTo } from '../../tests/cli/talk.js';
import { run } from '../measure.js';
import { type Creator, CREATORS } from './creators.js';
import { builtBy, coldAndWarm } from './green.js';
import { type Scenario, SCENARIOS } from './scenarios.js';
import { WALKED } from './walked.js';

const ROOT = join(import.meta.dirname, '..', '..');
const RECORDINGS = join(ROOT, 'artifacts', 'recordings');
const OURS = [process.execPath, join(ROOT, 'bin', 'create-mcp-provider.cjs')] as const;
const WITHOUT = ['--no-install', '--no-git'];
const VIEWS = [80, 120].flatMap((columns) => [true, false].map((color) => ({ columns, color })));

const DOCUMENT = {
  openapi: '3.1.0',
  info: { title: 'Acme', version: '1' },
  servers: [{ url: 'https://api.acme.dev' }],
  paths: {
    '/rooms': { get: { operationId: 'listRooms', responses: { 200: { description: 'OK' } } } },
    '/users': { get: { operationId: 'listUsers', responses: { 200: { description: 'OK' } } } },
  },
};

/** For a failure. */
const textOf = ({ screen, unasked }: Talked) => `${screen}\nNot asked: ${JSON.stringify(unasked)}`;

const temporary = mkdtempSync(join(tmpdir(), 'first-run-'));
mkdirSync(RECORDINGS, { recursive: true });
const creators = installed(CREATORS);
const rows = [
  ...(await sequence(SCENARIOS, scenarioRow)),
  ...(await sequence(creators, creatorRow)),
];
const greens = [
  ['`create-mcp-provider`', ...(await coldAndWarm(temporary, ownGreen)), 'green tests'],
  ...(await sequence(creators, greenRow)),
];
rmSync(temporary, { recursive: true, force: true });
process.stdout.write(page());

async function ownGreen(folder: string): Promise<void> {
  writeFileSync(join(folder, 'acme.json'), JSON.stringify(DOCUMENT));
  await run(OURS[0], [OURS[1], 'acme-mcp', '--from', 'acme.json', '--yes'], folder);
}

async function sequence<T>(items: readonly T[], row: (item: T) => Promise<string[]>) {
  const all: string[][] = [];
  for (const item of items) all.push(await row(item));
  return all;
}

async function scenarioRow({ name, parts, exit }: Scenario): Promise<string[]> {
  const runs: Talked[][] = [];
  for (const { columns, color } of VIEWS) {
    const folder = mkdtempSync(join(temporary, 'ours-'));
    writeFileSync(join(folder, 'acme.json'), JSON.stringify(DOCUMENT));
    const talked: Talked[] = [];
    for (const answers of parts)
      talked.push(
        await talkTo([...OURS, ...WITHOUT], folder, answers, {
          columns,
          variables: { HOME: folder, ...(!color && { NO_COLOR: '1' }) },
        }),
      );
    const [failed] = talked.filter(({ unasked }) => unasked.length > 0);
    if (failed || talked.at(-1)?.exit !== exit) throw new Error(talked.map(textOf).join('\n'));
    const file = `${name.replaceAll(/\W+/g, '-')}-${columns}${color ? '-color' : ''}.txt`;
    writeFileSync(join(RECORDINGS, file), talked.map(({ recording }) => recording).join(''));
    runs.push(talked);
  }
  return rowOf(`\`create-mcp-provider\`: ${name}`, runs);
}

/** The programs with their versions, in a directory of their own. */
function installed(creators: readonly Creator[]) {
  const home = join(temporary, 'creators');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true }');
  const specs = creators.map((each) => `${each.package}@${each.version}`);
  execFileSync('npm', ['install', ...specs, '--no-audit', '--no-fund', '--prefer-offline'], {
    cwd: home,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return creators.map((creator) => ({ ...creator, home }));
}

async function creatorRow(creator: Creator & { home: string }): Promise<string[]> {
  const folder = mkdtempSync(join(temporary, 'theirs-'));
  const program = join(creator.home, 'node_modules', '.bin', creator.package);
  const talked = await talkTo([program, ...creator.args], folder, creator.answers, {
    columns: 120,
    variables: { HOME: folder },
    seconds: 60,
  });
  const file = `${creator.package}-120-color.txt`;
  writeFileSync(join(RECORDINGS, file), talked.recording);
  return rowOf(nameOf(creator), [[talked]]);
}

/** Where the project cannot be installed or built, the row says so. */
async function greenRow(creator: Creator & { home: string }): Promise<string[]> {
  try {
    return [nameOf(creator), ...(await coldAndWarm(temporary, builtBy(creator))), 'a build'];
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    return [nameOf(creator), '', '', 'an error of npm'];
  }
}

function nameOf({ package: name, version }: Creator): string {
  return `\`${name}\` ${version}`;
}

/** The shortest of the runs: the others waited for the machine. */
function rowOf(name: string, runs: readonly (readonly Talked[])[]): string[] {
  const [first = []] = runs;
  const sum = (key: 'questions' | 'keystrokes') =>
    String(first.reduce((total, run) => total + run[key], 0));
  const seconds = runs.map((run) => run.reduce((total, each) => total + each.seconds, 0));
  const exit = first.at(-1)?.exit;
  const ends = exit === 0 ? 'a project' : exit === 130 ? 'cancelled' : `exit code ${String(exit)}`;
  return [name, sum('questions'), sum('keystrokes'), Math.min(...seconds).toFixed(1), ends];
}

function page(): string {
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    version: string;
  };
  return `# First run

\`npm run first-run\` answers the questions of \`create\` ${version} and of other creators in a terminal. The projects
of this table are not installed, and answers are typed without delay, so the seconds measure the programs. The script writes recordings, at 80 and 120
columns with and without colors, to \`artifacts/recordings\`; \`cat\` plays them. \`create-hono\` downloads its templates, so it fails without a network.

${printers.mdTable(['creator', 'questions', 'keystrokes', 'seconds', 'ends with'], rows)}

From the command to green tests: files, repository, installation, build and tests. Projects of other creators have no tests.

${printers.mdTable(['creator', 'seconds, cache of npm empty', 'full', 'ends with'], greens)}

Keys from the first question to green tests, the first call and the last question, at 80×24, with the packed program. A paste is one key.

${printers.mdTable(
  ['connects', 'keys'],
  WALKED.map(([door, keys]) => [door, String(keys)]),
)}
`;
}
