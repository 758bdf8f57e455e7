import { build } from 'esbuild';
import type { Frame, Page } from 'playwright-core';
import type { ListedTool } from '../../../runtime/src/call/lists/lists.js';
import { viewContents } from '../../../runtime/src/views/views.js';

/** What a host states and does, and what it shows. */
export interface Shown {
  tools: [ListedTool, ...ListedTool[]];
  result: object;
  args?: object;
  context?: object;
  capabilities?: object;
  /** The script of the host. */
  script?: string;
  /** Answers `tools/call`. */
  call?(params: { name: string; arguments: object }): object;
}

export interface HostMessage {
  method: string;
  params: Record<string, unknown>;
}

/** The policy that hosts set for a view without addresses. */
const POLICY =
  "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; connect-src 'none'";

/** A host as in the specification of MCP Apps: a frame without an origin, and JSON-RPC over postMessage. */
const HOST = `
  const { shown } = window;
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = 'View';
  const post = (message) => frame.contentWindow.postMessage({ jsonrpc: '2.0', ...message }, '*');
  const send = (method, params) => post({ method: 'ui/notifications/' + method, params });
  addEventListener('message', async ({ source, data: { id, method, params } }) => {
    if (source !== frame.contentWindow || method === undefined) return;
    await received({ method, params });
    if (method === 'ui/notifications/size-changed') frame.style.height = params.height + 'px';
    if (method === 'ui/initialize') post({ id, result: { protocolVersion: params.protocolVersion, hostInfo: { name: 'test', version: '1' }, hostCapabilities: shown.capabilities, hostContext: shown.context } });
    else if (method === 'tools/call') post({ id, result: await answer(params) });
    else if (id !== undefined) post({ id, result: {} });
    if (method !== 'ui/notifications/initialized') return;
    send('tool-input', { arguments: shown.args });
    send('tool-result', shown.result);
  });
  window.send = send;
  document.body.replaceChildren(frame);
  frame.srcdoc = shown.html;
`;

/** The same host, made with the library of the extension. */
const LIBRARY_HOST = `
  import { AppBridge, PostMessageTransport } from '@modelcontextprotocol/ext-apps/app-bridge';
  const { shown } = window;
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.title = 'View';
  document.body.replaceChildren(frame);
  const { capabilities, context: hostContext } = shown;
  const bridge = new AppBridge(null, { name: 'test', version: '1' }, capabilities, { hostContext });
  bridge.oncalltool = async (params) => {
    await received({ method: 'tools/call', params });
    return answer(params);
  };
  bridge.onopenlink = async (params) => {
    await received({ method: 'ui/open-link', params });
    return {};
  };
  bridge.onsizechange = ({ height }) => (frame.style.height = height + 'px');
  bridge.oninitialized = async () => {
    await bridge.sendToolInput({ arguments: shown.args });
    await bridge.sendToolResult(shown.result);
  };
  bridge.connect(new PostMessageTransport(frame.contentWindow, frame.contentWindow)).then(() => (frame.srcdoc = shown.html));
`;

/** The script of the library's host, which installations without development dependencies lack. */
export async function libraryHost(): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: LIBRARY_HOST, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'iife',
    logLevel: 'error',
  });
  return (outputFiles[0]?.text ?? '').replaceAll('</script', String.raw`<\/script`);
}

const STYLE =
  'body{margin:0;background:var(--back,transparent)}iframe{display:block;width:100%;border:0;height:40px}';

/** The text of a view. */
export function htmlOf(tools: Shown['tools']): string {
  const contents = viewContents('desk', tools, tools[0].name, 'ui://desk/view/0') as {
    contents: [{ text: string }];
  };
  return contents.contents[0].text;
}

/** Hosts of one page, which shows one view at a time. */
export class ViewHost {
  messages: HostMessage[] = [];
  #call: Shown['call'];

  private constructor(readonly page: Page) {}

  static async open(page: Page): Promise<ViewHost> {
    const host = new ViewHost(page);
    await page.exposeFunction(
      'received',
      (message: HostMessage) => void host.messages.push(message),
    );
    await page.exposeFunction('answer', (params: { name: string; arguments: object }) =>
      host.#call?.(params),
    );
    return host;
  }

  /** Shows a view, and returns its frame. */
  async show({
    tools,
    result,
    args = {},
    context = {},
    capabilities = { serverTools: {}, openLinks: {} },
    script = HOST,
    call,
  }: Shown): Promise<Frame> {
    this.messages = [];
    this.#call = call;
    const html = htmlOf(tools).replace(
      '<meta charset="utf-8">',
      `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    );
    const shown = JSON.stringify({ html, result, args, context, capabilities }).replaceAll(
      '<',
      '\\u003c',
    );
    await this.page.setContent(
      `<!doctype html><html lang="en"><title>Host</title><style>${STYLE}</style><body><script>window.shown = ${shown};</script><script>{${script}}</script></body></html>`,
    );
    const frame = await (await this.page.waitForSelector('iframe')).contentFrame();
    if (!frame) throw new Error('The host has no frame.');
    await frame.waitForSelector('#view h1');
    return frame;
  }
}
