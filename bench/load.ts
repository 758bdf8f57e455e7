import { Agent, request } from 'node:http';

const CONNECTIONS = 8;
const MILLISECONDS = 1_500;

const MODERN = '2026-07-28';
const meta = {
  'io.modelcontextprotocol/protocolVersion': MODERN,
  'io.modelcontextprotocol/clientInfo': { name: 'bench', version: '1.0.0' },
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** One request of a client that has not connected before: any server process can respond. */
export function message(
  era: 'current' | 'legacy',
  method: 'tools/call' | 'tools/list',
  call: { name?: string; arguments?: unknown },
) {
  const params = era === 'current' ? { ...call, _meta: meta } : call;
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': era === 'current' ? MODERN : '2025-11-25',
    ...(era === 'current' && { 'mcp-method': method, ...(call.name && { 'mcp-name': call.name }) }),
  };
  return { headers, body };
}

/** Answered requests a second, from as many connections as clients usually share. */
export async function perSecond(
  url: string,
  era: 'current' | 'legacy',
  method: 'tools/call' | 'tools/list',
): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const call = method === 'tools/call' ? { name: 'say_0', arguments: { text: 'hello' } } : {};
  const { headers, body } = message(era, method, call);

  const once = () =>
    new Promise<void>((resolve, reject) => {
      const sent = request(
        url,
        {
          method: 'POST',
          agent,
          headers: { ...headers, 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          let text = '';
          response.on('data', (data) => (text += String(data)));
          response.on('end', () => {
            if (response.statusCode === 200 && !text.includes('"error"')) resolve();
            else reject(new Error(`${method}: HTTP ${response.statusCode} ${text.slice(0, 300)}`));
          });
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });

  await once();
  let answered = 0;
  const started = performance.now();
  const worker = async () => {
    while (performance.now() - started < MILLISECONDS) {
      await once();
      answered++;
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  agent.destroy();
  return answered / ((performance.now() - started) / 1000);
}
