import { describe, expect, it } from 'vitest';
import { findings } from './findings.js';

const inClient = (text: string) =>
  findings('protocol/stdout', { 'src/providers/weather/api/client.ts': text });

describe('globals', () => {
  it.each<[source: string, expected: string[]]>([
    ['console.error(1); console.warn(1); console.trace(1); console.assert(1);', []],
    ['console.table([1]);', ['1:1']],
    ["console['log'](1);", ['1:1']],
    ['globalThis.console.log(1);', ['1:1']],
    ['process?.stdout?.write("x");', ['1:1']],
    ['import { stdout } from "node:process";\nstdout.write("x");', ['2:1']],
    ['import * as c from "node:console";\nc.log("x");', ['2:1']],
    ['import { log } from "node:console";\nlog("x");', ['2:1']],
    ['const { log: print } = console;\nprint("x");', ['2:1']],
    ['const log = console.log;\nlog("x");', ['2:1']],
    ['export const log = console.log;', ['1:20']],
    ['const write = process.stdout.write.bind(process.stdout);\nwrite("x");', ['2:1', '1:41']],
    ['promise.then(console.log);', ['1:14']],
    ['const say = console.log;\npromise.then(say);', ['2:14']],
    ['promise.then(console.log.bind(console));', ['1:14']],
    ['console.log.call(console, 1);\nconsole.error.call(console, 1);', ['1:1']],
    ['import { stdout } from "node:process";\nsource.pipe(stdout);', ['2:13']],
    ['const { stdout: out } = process;\npipeline(source, out);', ['2:18']],
    ['const { stdout } = await run();\nsource.pipe(stdout);', []],
    ['source.pipe(process.stdout);', ['1:13']],
    ['new Console({ stdout: process.stdout });', ['1:23']],
    ['if (process.stdout.isTTY) start();', []],
    ['console.log = console.info = console.error;', []],
    ['const before = console.log;\nconsole.log = console.error;', []],
    ['function f(console) { console.log(1); }', []],
    ['const console = logger();\nconsole.log(1);', []],
    ['const text = "console.log(1)"; // console.log(2)', []],
    ['\uFEFFconsole.error(1);\r\nconsole.log(1);\r\n', ['2:1']],
  ])('%s', async (source, expected) => {
    expect((await inClient(source)).sort()).toEqual([...expected].sort());
  });
});

describe('packages and modules of Node', () => {
  it.each<[source: string, expected: string[]]>([
    ['import { writeSync } from "node:fs";\nwriteSync(1, "x"); writeSync(2, "x");', ['2:1']],
    ['import fs from "fs";\nfs.appendFileSync("/dev/stdout", "x");', ['2:1']],
    ['import { createWriteStream as open } from "fs";\nopen("", { fd: 1 });', ['2:1']],
    ['import { WriteStream } from "node:tty";\nnew WriteStream(1); new WriteStream(2);', ['2:5']],
    ['import { spawn } from "node:child_process";\nspawn("a", { stdio: "inherit" });', ['2:1']],
    [
      'import { spawn } from "node:child_process";\nspawn("a", { stdio: ["inherit", "ignore", "inherit"] });',
      [],
    ],
    ['import pino from "pino";\npino({ level: "info" });', ['2:1']],
    ['import pino from "pino";\npino({ level: "info" }, process.stderr);', []],
    [
      'import { pino } from "pino";\nconst o = { transport: { options: { destination: 2 } } };\npino(o);',
      [],
    ],
    [
      'import { pino } from "pino";\nimport { options } from "elsewhere";\npino(options);',
      ['3:1?'],
    ],
    ['import winston from "winston";\nnew winston.transports.Console();', ['2:5']],
    [
      'import { transports } from "winston";\nnew transports.Console({ stderrLevels: ["info"] });',
      [],
    ],
    ['import morgan from "morgan";\nuse(morgan("dev"));', ['2:5']],
    ['import { consola } from "consola";\nconsola.info("x"); consola.error("x");', ['2:1']],
  ])('%s', async (source, expected) => expect(await inClient(source)).toEqual(expected));
});

const server = (body: string) =>
  findings('protocol/stdout', {
    'src/server.ts': `import { runServer as serve } from 'mcp-provider/server';
${body}`,
  });

describe('the entry', () => {
  it.each<[source: string, expected: string[]]>([
    ['if (help) console.log("usage");\nelse serve(create);', []],
    ['if (help) { console.log("usage"); process.exit(0); }\nserve(create);', []],
    ['function main() { if (help) { console.log("usage"); return; } serve(create); }\nmain();', []],
    [
      'function main() { if (help) return usage(); serve(create); }\nfunction usage() { console.log(1); }',
      [],
    ],
    ['switch (command) { case "help": console.log(1); break; default: serve(create); }', []],
    [
      'if (a) console.log(1); else if (b) console.log(2); else void start();\nasync function start() { serve(create); }',
      [],
    ],
    ['if (verbose) console.log("starting");\nserve(create);', ['2:14']],
    ['if (verbose) console.log("a"); else console.log("b");\nserve(create);', ['2:14', '2:37']],
    ['console.log("usage");\nserve(create);', ['2:1']],
    [
      'function main() { read(); serve(create); }\nfunction read() { if (x) { console.log(1); return; } }',
      ['3:28'],
    ],
    [
      'if (help) usage(); else { usage(); serve(create); }\nfunction usage() { console.log(1); }',
      ['3:20'],
    ],
  ])('%s', async (source, expected) => expect(await server(source)).toEqual(expected));
});

it('looks at what the server loads, and at nothing else', async () => {
  const loud = 'console.log(1);\n';
  const found = (path: string, texts = {}) =>
    findings('protocol/stdout', { [path]: loud, ...texts });
  expect(await found('src/scripts/report.ts')).toEqual([]);
  expect(await found('tests/weather/print.test.ts')).toEqual([]);
  expect(await found('build.mjs')).toEqual([]);
  expect(await found('src/providers/weather/unused.ts')).toEqual(['1:1']);
  const barrel = {
    'src/server.ts': "import './barrel.js';\n",
    'src/barrel.ts': "export * from './deep.js';\n",
  };
  expect(await found('src/deep.ts', barrel)).toEqual(['1:1']);
});
