export interface Printer {
  module: string;
  /** What of it is called; `default.` is left out. */
  path: RegExp;
  /** Only where the call says this … */
  when?: RegExp;
  /** … and not where it says this. */
  unless?: RegExp;
  /** What a program sets to stderr for all calls. */
  stream?: RegExp;
  /** What to do instead, one sentence. */
  hint: string;
  /** Documentation that it writes to stdout. */
  source: string;
}

const CHILD = /stdio:\s*(['"`]inherit|\[[^,\]]*,\s*(['"`]inherit|1\b|process\.stdout))/;
const STREAM = 'Pass "process.stderr" as its stream.';

/** What writes to stdout by itself, as far as a call shows it. */
export const PRINTERS: readonly Printer[] = [
  {
    module: 'node:fs',
    path: /^(write|writeSync|writeFile|writeFileSync|appendFile|appendFileSync|createWriteStream)$/,
    when: /^[\w.]+\(\s*(1|['"`]\/(dev\/stdout|dev\/fd\/1|proc\/self\/fd\/1)['"`])\s*[,)]|\bfd:\s*1\b/,
    hint: 'Write to file descriptor 2, which is stderr.',
    source: 'POSIX: file descriptor 1 is standard output',
  },
  {
    module: 'node:tty',
    path: /^WriteStream$/,
    when: /^[\w.]+\(\s*1\b/,
    hint: 'Write to file descriptor 2, which is stderr.',
    source: 'Node.js, "tty.WriteStream"',
  },
  {
    module: 'node:child_process',
    path: /^(spawn|spawnSync|execSync|execFileSync|fork)$/,
    when: CHILD,
    hint: 'Redirect the output of the child to stderr: "stdio: [\'ignore\', 2, 2]".',
    source: 'Node.js, "options.stdio"',
  },
  {
    module: 'execa',
    path: /^(execa|execaSync|execaCommand|\$)$/,
    when: /(stdio|stdout):\s*['"`]inherit/,
    hint: 'Redirect the output of the child to stderr: "stdout: process.stderr".',
    source: 'execa, "options.stdout"',
  },
  {
    module: 'pino',
    path: /^(|pino)$/,
    unless:
      /stderr|destination\(\s*2\b|\b(fd|dest(ination)?):\s*2\b|enabled:\s*false|level:\s*['"`]silent|,\s*[\w.]+\s*\)$|createWriteStream\(|(destination\(|dest(ination)?:)\s*['"`](?!\/(dev\/stdout|dev\/fd\/1|proc\/self\/fd\/1)['"`])/,
    hint: 'Pass "pino.destination(2)" as its second argument.',
    source: 'pino, "pino.destination": the default is standard output',
  },
  {
    module: 'winston',
    path: /^transports\.Console$/,
    unless: /stderrLevels|consoleWarnLevels|silent:\s*true/,
    hint: 'List all levels in "stderrLevels".',
    source: 'winston, "Console Transport"',
  },
  {
    module: 'bunyan',
    path: /^createLogger$/,
    unless: /streams?:/,
    hint: STREAM,
    source: 'bunyan, "Streams": the default is process.stdout',
  },
  {
    module: 'morgan',
    path: /^$/,
    unless: /stream:/,
    hint: STREAM,
    source: 'morgan, "stream": the default is process.stdout',
  },
  {
    module: 'fastify',
    path: /^(|fastify)$/,
    when: /logger:\s*true/,
    hint: 'Set "logger: { stream: process.stderr }".',
    source: 'fastify, "Logging": pino, so standard output',
  },
  {
    module: 'consola',
    path: /^(consola\.)?(log|info|success|ready|start|box|fail|debug|trace|verbose)$/,
    stream: /\.options\.stdout$/,
    hint: 'Use "createConsola({ stdout: process.stderr })".',
    source: 'consola, basic reporter: all but warnings and errors go to stdout',
  },
  {
    module: 'signale',
    path: /^(\w+|Signale)$/,
    unless: /stream:/,
    hint: STREAM,
    source: 'signale, "stream": the default is process.stdout',
  },
  {
    module: 'sequelize',
    path: /^Sequelize$/,
    unless: /logging/,
    hint: 'Set "logging: false".',
    source: 'Sequelize, "options.logging": the default is console.log',
  },
];
