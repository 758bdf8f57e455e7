import { element } from './dom.js';

/**
 * The view of a result in a frame, as clients with MCP Apps show it (SEP-1865).
 * @param call calls a tool of the provider, and returns its result
 */
export function viewFrame({ source, tool, args, result, call }) {
  const frame = element('iframe', { src: source, sandbox: 'allow-scripts', title: 'View' });
  const post = (message) => frame.contentWindow.postMessage({ jsonrpc: '2.0', ...message }, '*');
  const send = (name, params) => post({ method: `ui/notifications/${name}`, params });
  const requests = {
    'ui/initialize': async ({ protocolVersion }) => ({
      protocolVersion,
      hostInfo: { name: 'mcp-provider dev', version: '0' },
      hostCapabilities: { serverTools: {}, openLinks: {} },
      hostContext: contextOf(tool),
    }),
    'tools/call': ({ name, arguments: callArgs = {} }) => call(name, callArgs),
    'ui/open-link': async ({ url }) => {
      window.open(url, '_blank', 'noopener');
      return {};
    },
  };
  const notifications = {
    'ui/notifications/initialized': () => {
      send('tool-input', { arguments: args });
      send('tool-result', result);
    },
    'ui/notifications/size-changed': ({ height }) => (frame.height = height),
  };
  async function receive({ source: sender, data: { id, method, params = {} } }) {
    if (!frame.isConnected) return void window.removeEventListener('message', receive);
    if (sender !== frame.contentWindow) return;
    if (id === undefined) return void notifications[method]?.(params);
    const error = { code: -32603, message: 'This page does not answer this request.' };
    const answer = requests[method]?.(params).then((value) => ({ result: value }));
    post({ id, ...(await (answer ?? { error })) });
  }
  window.addEventListener('message', receive);
  return frame;
}

const contextOf = (tool) => ({
  theme: window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light',
  displayMode: 'inline',
  locale: navigator.language,
  timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
  toolInfo: { tool },
});
