/** Passes each request on to the URL that is its argument, and the response back: the least that another hop costs. */
import { Agent, createServer, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

const [, , target] = process.argv;
const agent = new Agent({ keepAlive: true });

const server = createServer(async (incoming, outgoing) => {
  const { method, headers } = incoming;
  const forwarded = request(target, { method, headers, agent }, async (response) => {
    outgoing.writeHead(response.statusCode, response.headers);
    outgoing.end(await buffer(response));
  });
  forwarded.end(await buffer(incoming));
});
server.listen(0, '127.0.0.1', () => {
  process.stderr.write(`http://127.0.0.1:${server.address().port}/mcp\n`);
});
