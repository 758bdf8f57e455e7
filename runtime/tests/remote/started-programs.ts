import { StdioTransport } from '../../src/remote/stdio-transport.js';

// A program that ends neither with its input nor with SIGTERM, and one that it starts; and one that has crashed, but for what it started.
const child = `require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" })`;
const programs = [
  `process.on("SIGTERM", () => {}); console.error(process.pid, ${child}.pid); setInterval(() => {}, 1000);`,
  `console.error(${child}.pid); process.exit(1);`,
];
const how = process.argv[2];
for (const program of programs) {
  const transport = new StdioTransport({
    command: process.execPath,
    args: ['-e', program],
    onStderr(text) {
      process.stdout.write(text);
      return text;
    },
  });
  await transport.start();
  process.on('SIGTERM', () => void transport.close());
}
if (how === 'exit') setTimeout(() => process.exit(), 3_000);
else setInterval(() => {}, 1_000);
