import { code } from './code.js';
import { element } from './dom.js';
import { formOf, textsOf } from './form.js';
import { viewFrame } from './host.js';
import { Pages } from './pages.js';
import { viewOf } from './view.js';

const byId = (id) => document.getElementById(id);
const PROTOCOL = '2026-07-28';
const CLIENTS = ['claude-code', 'cursor', 'vscode', 'codex', 'gemini-cli', 'opencode', 'zed'];

// The token comes in the fragment, which no server and no Referer header sees, and leaves the address bar at once.
const [, given] = /^#t=([\w-]+)$/.exec(location.hash) ?? [];
if (given) {
  sessionStorage.setItem('token', given);
  history.replaceState(null, '', location.pathname);
}
const authorization = `Bearer ${sessionStorage.getItem('token') ?? ''}`;

let state = { providers: {} };
let calls = [];
/** `{ provider, name }` of a tool. */
let chosen;
/** The id of the call whose result is shown. */
let shown;
let tab = 'View';
const drafts = {};
/** By provider: why its last sign-in did not start. */
const signInProblems = {};

async function ask(action, values = {}) {
  const body = JSON.stringify(values);
  const response = await fetch(`api/${action}`, {
    method: 'POST',
    headers: { authorization },
    body,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

const on = {
  state(next) {
    const before = JSON.stringify(toolOf(chosen));
    state = next;
    if (!toolOf(chosen)) {
      const all = Object.entries(state.providers).flatMap(([provider, { tools }]) =>
        tools.map(({ name, annotations }) => ({
          provider,
          name,
          reads: annotations?.readOnlyHint,
        })),
      );
      chosen = all.find(({ reads }) => reads) ?? all[0];
    }
    showHeader();
    showTools();
    if (JSON.stringify(toolOf(chosen)) !== before || !byId('main').hasChildNodes()) showTool();
  },
  calls(list) {
    calls = list;
    showCalls();
  },
  call(call) {
    calls = [...calls.filter(({ id }) => id !== call.id), call];
    if (shown === 'next' && call.client === 'this page') shown = call.id;
    showCalls();
    if (call.id === shown) showResult();
  },
};

/** Events until the server stops, then again. */
async function follow() {
  try {
    const response = await fetch('api/events', { headers: { authorization } });
    if (!response.ok) return void byId('build').replaceChildren((await response.json()).message);
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      const events = (text + part.value).split('\n\n');
      text = events.pop();
      for (const event of events) {
        const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(event) ?? [];
        on[name]?.(JSON.parse(data));
      }
    }
  } catch {
    // The server has stopped: the text below says so, and the page tries again.
  }
  byId('build').replaceChildren(element('span', { class: 'bad' }, 'The server has stopped.'));
  setTimeout(follow, 1000);
}

/** What the model reads. */
const textOf = (content = []) => content.map(({ type, text }) => text ?? `(${type})`).join('\n');
const toolOf = (one) => state.providers[one?.provider]?.tools.find(({ name }) => name === one.name);
const sum = (numbers) => numbers.reduce((total, each) => total + each, 0);
const approximately = (tokens) => `≈ ${tokens} tokens`;

function showHeader() {
  const { name, build, ms, failed, types } = state;
  document.title = `${name} · mcp-provider dev`;
  byId('project').textContent = name;
  const faults = types?.map(({ file, line, column, text }) => `${file}:${line}:${column} ${text}`);
  byId('build').textContent = [
    failed ? `Build ${build} is still served` : `Build ${build} is served (${ms} ms)`,
    faults === undefined
      ? 'types: not checked yet'
      : `types: ${faults.length || 'no'} ${faults.length === 1 ? 'error' : 'errors'}`,
  ].join(' · ');
  byId('problems').replaceChildren(
    ...(failed
      ? [element('h2', { class: 'bad' }, 'The new build does not start'), code(failed)]
      : []),
    ...(faults?.length
      ? [element('h2', { class: 'bad' }, 'Type errors'), code(faults.join('\n'))]
      : []),
  );
}

function showTools() {
  const words = byId('filter').value.toLowerCase();
  const focused = document.activeElement?.dataset.tool;
  const button = (provider, { name, annotations = {} }) =>
    element(
      'button',
      {
        type: 'button',
        'data-tool': `${provider}/${name}`,
        'aria-current': String(chosen?.provider === provider && chosen.name === name),
        click: () => choose({ provider, name }),
      },
      name,
      ' ',
      element(
        'small',
        {},
        annotations.readOnlyHint
          ? 'reads'
          : annotations.destructiveHint === false
            ? 'adds'
            : 'changes',
      ),
    );
  byId('tools').replaceChildren(
    ...Object.entries(state.providers).map(([provider, { tools, tokens, signIn, signInPage }]) =>
      element(
        'section',
        { 'aria-label': provider },
        element('h2', {}, provider),
        element('p', { class: 'dim' }, `${approximately(sum(Object.values(tokens)))} · ${signIn}`),
        signIn === 'not signed in' && signInOf(provider, signInPage),
        element(
          'ul',
          {},
          tools
            .filter(({ name, description = '' }) =>
              `${name} ${description}`.toLowerCase().includes(words),
            )
            .map((tool) => element('li', {}, button(provider, tool))),
        ),
      ),
    ),
  );
  if (focused) document.querySelector(`[data-tool="${CSS.escape(focused)}"]`)?.focus();
}

/** The next step of a sign-in. */
function signInOf(provider, url) {
  if (url)
    return element(
      'p',
      {},
      element('a', { href: url, target: '_blank', rel: 'noreferrer' }, 'Open the sign-in page'),
    );
  const problem = signInProblems[provider];
  const click = async () => {
    delete signInProblems[provider];
    await ask('signIn', { provider }).catch(({ message }) => (signInProblems[provider] = message));
    showTools();
  };
  return element(
    'div',
    {},
    problem && element('p', { class: 'bad', role: 'alert' }, problem),
    element('button', { type: 'button', click }, problem ? 'Try again' : 'Sign in'),
  );
}

function choose(tool, call) {
  chosen = tool;
  shown = call?.id;
  if (call) {
    drafts[`${tool.provider}/${tool.name}`] = textsOf(call.args);
  }
  showTools();
  showTool();
  showCalls();
}

function showTool() {
  const tool = toolOf(chosen);
  if (!tool) return void byId('main').replaceChildren(element('p', {}, 'No tool is served yet.'));
  const draft = (drafts[`${chosen.provider}/${chosen.name}`] ??= {});
  byId('main').replaceChildren(
    element('h2', {}, tool.title ?? tool.name),
    element('p', {}, tool.description ?? ''),
    formOf(tool.inputSchema, draft, run),
    element('section', { id: 'result', 'aria-label': 'Result', 'aria-live': 'polite' }),
    element(
      'details',
      {},
      element(
        'summary',
        {},
        `Definition, ${approximately(state.providers[chosen.provider].tokens[tool.name])}`,
      ),
      code(tool),
    ),
  );
  showResult();
}

async function run(args) {
  shown = 'next';
  await callTool(chosen.provider, chosen.name, args);
}

/** Calls a tool, and returns its result. */
async function callTool(provider, name, args) {
  const _meta = {
    'io.modelcontextprotocol/protocolVersion': PROTOCOL,
    'io.modelcontextprotocol/clientInfo': { name: 'mcp-provider dev', version: '0' },
    'io.modelcontextprotocol/clientCapabilities': {},
  };
  const params = { name, arguments: args, _meta };
  const headers = {
    'content-type': 'application/json',
    accept: 'application/json, text/event-stream',
    'mcp-protocol-version': PROTOCOL,
    'mcp-method': 'tools/call',
    'mcp-name': name,
    'x-dev-page': '1',
  };
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: crypto.randomUUID(),
    method: 'tools/call',
    params,
  });
  const response = await fetch(`/${provider}/mcp`, { method: 'POST', headers, body });
  const text = await response.text();
  const data = text.startsWith('{') ? text : [...text.matchAll(/^data: ?(.*)$/gm)].at(-1)[1];
  const { result, error } = JSON.parse(data);
  return result ?? { isError: true, content: [{ type: 'text', text: error.message }] };
}

function showResult() {
  const box = byId('result');
  const call = calls.find(({ id }) => id === shown);
  if (!box || !call) return void box?.replaceChildren();
  if (call.state === 'running') return void box.replaceChildren('Running…');
  const { response = {}, problem, places = [], exchanges } = call;
  const { result = {}, error } = response;
  const views = {
    View: () =>
      error || result.isError
        ? element('p', { class: 'bad' }, error?.message ?? textOf(result.content))
        : viewPages(call, result),
    JSON: () => code(error ?? result.structuredContent ?? result.content ?? null),
    'Text for the model': () => code(textOf(result.content)),
    'MCP message': () =>
      element(
        'div',
        {},
        element('p', { class: 'dim' }, 'The response, as the client received it.'),
        code(response),
      ),
  };
  const names = Object.keys(views);
  const panel = element(
    'div',
    { role: 'tabpanel', id: 'panel', tabindex: 0, 'aria-label': tab },
    views[tab](),
  );
  const select = (name) => {
    tab = name;
    showResult();
    byId(`tab-${names.indexOf(name)}`).focus();
  };
  const tabs = names.map((name, at) =>
    element(
      'button',
      {
        type: 'button',
        role: 'tab',
        id: `tab-${at}`,
        'aria-controls': 'panel',
        'aria-selected': String(name === tab),
        tabindex: name === tab ? 0 : -1,
        click: () => select(name),
        keydown: ({ key }) => {
          const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
          if (step) select(names.at((at + step) % names.length));
        },
      },
      name,
    ),
  );
  box.replaceChildren(
    element(
      'h3',
      { class: call.state === 'error' ? 'bad' : 'good' },
      `${call.state}, ${Math.round(call.ms)} ms, ${approximately(Math.ceil(textOf(result.content).length / 4))}, build ${call.build}`,
    ),
    element('div', { role: 'tablist', 'aria-label': 'Forms of the result' }, tabs),
    panel,
    problem ? code([problem, ...places.map((place) => `  at ${place}`)].join('\n')) : '',
    element('h3', {}, `Requests to the API: ${exchanges.length}`),
    ...exchanges.map(exchangeOf),
  );
}

/** A result as clients show it: the view of the tool, else the same without a frame. */
function viewPages({ provider, args }, result) {
  const tool = toolOf(chosen);
  const uri = tool?._meta?.ui?.resourceUri;
  if (uri !== undefined) {
    const source = `view?${new URLSearchParams({ provider, uri })}`;
    const call = (name, callArgs) => callTool(provider, name, callArgs);
    return viewFrame({ source, tool, args, result, call });
  }
  const box = element('div', { class: 'view' });
  const pages = new Pages(box);
  const draw = viewOf(result, pages, { schema: tool?.outputSchema });
  queueMicrotask(() => pages.open('', draw)); // in the document, where it has a width
  return box;
}

function exchangeOf({
  method,
  url,
  status,
  ms,
  problem,
  requestHeaders,
  requestBody,
  responseHeaders = {},
  responseBody = '',
}) {
  const fields = (headers) => Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  const part = (headers, body) =>
    code([...fields(headers), ...(body ? ['', body] : [])].join('\n'));
  return element(
    'details',
    {},
    element('summary', {}, `${method} ${url} → ${status ?? problem} (${Math.round(ms)} ms)`),
    part(requestHeaders, requestBody),
    part(responseHeaders, responseBody),
  );
}

function showCalls() {
  const focused = document.activeElement?.dataset.call;
  const item = (call) =>
    element(
      'li',
      {},
      element(
        'button',
        {
          type: 'button',
          'data-call': call.id,
          'aria-current': String(call.id === shown),
          click: () =>
            call.method === 'tools/call' &&
            choose({ provider: call.provider, name: call.name }, call),
        },
        call.name,
        ' ',
        element(
          'small',
          {},
          `${call.state} · ${call.client} · ${new Date(call.at).toLocaleTimeString()}`,
        ),
      ),
    );
  byId('calls').replaceChildren(
    ...(calls.length === 0
      ? [
          element(
            'li',
            { class: 'dim' },
            'Calls of this page and of connected clients appear here.',
          ),
        ]
      : calls.toReversed().slice(0, 100).map(item)),
  );
  if (focused) document.querySelector(`[data-call="${CSS.escape(focused)}"]`)?.focus();
}

/** The entries of `mcp-provider config` for the URLs of this server. */
function connect() {
  const choice = (id, values) =>
    element(
      'select',
      { id, change: show },
      values.map((value) => element('option', {}, value)),
    );
  const client = choice('client', CLIENTS);
  const provider = choice('provider', Object.keys(state.providers));
  const entry = element('div', { 'aria-live': 'polite' });
  async function show() {
    const wanted = { client: client.value, provider: provider.value };
    entry.replaceChildren(
      code(
        await ask('client', wanted).then(
          ({ text }) => text,
          ({ message }) => message,
        ),
      ),
    );
  }
  byId('dialog').replaceChildren(
    element('h2', { id: 'dialog-title' }, 'Connect a client'),
    element('label', { for: 'client' }, 'Client'),
    client,
    element('label', { for: 'provider' }, 'Provider'),
    provider,
    entry,
    element('button', { type: 'button', click: () => byId('dialog').close() }, 'Close'),
  );
  byId('dialog').showModal();
  void show();
}

byId('filter').addEventListener('input', showTools);
byId('connect').addEventListener('click', connect);
document.addEventListener('keydown', (event) => {
  if (event.defaultPrevented) return;
  const isTyping = /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName);
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
    document.querySelector('form')?.requestSubmit();
  else if (event.key === '/' && !isTyping) byId('filter').focus();
  else return;
  event.preventDefault();
});
void follow();
