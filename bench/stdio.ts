import { spawn } from 'node:child_process';

const message = (value: object) => `${JSON.stringify({ jsonrpc: '2.0', ...value })}\n`;

/** Starts a server and ends it when the first list of tools is there. @returns its messages */
export function listOverStdio(args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (data) => {
      text += String(data);
      const lines = text.split('\n').length - 1;
      if (lines === 1 && !text.includes('"tools":[')) {
        child.stdin.write(message({ method: 'notifications/initialized' }));
        child.stdin.write(message({ id: 2, method: 'tools/list' }));
      }
      if (lines >= 2) child.kill();
    });
    child.on('error', reject);
    child.on('close', () => {
      if (text.includes('"tools":[')) resolve(text);
      else reject(new Error(`${args.join(' ')} listed nothing: ${text}`));
    });
    const clientInfo = { name: 'bench', version: '1.0.0' };
    const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo };
    child.stdin.write(message({ id: 1, method: 'initialize', params }));
  });
}
