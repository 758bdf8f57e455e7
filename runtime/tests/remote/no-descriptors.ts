import { closeSync, openSync } from 'node:fs';
import { StdioTransport } from '../../src/remote/stdio-transport.js';

// Starts a program while this process can open nothing more.
const transport = new StdioTransport({ command: process.execPath, args: ['-e', '0'] });
const descriptors: number[] = [];
try {
  for (;;) descriptors.push(openSync('/dev/null', 'r'));
} catch {
  // There is none left.
}
await transport.start().catch(() => {});
const { ended } = transport;
for (const descriptor of descriptors) closeSync(descriptor);
console.log(ended?.message, ended?.reason);
