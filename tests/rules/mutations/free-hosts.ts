import { API_MODULE, apiModule } from '../api-module.js';
import { type Mutation, inIssues } from '../mutate.js';

const host = (defect: string, body: string, above = ''): Mutation =>
  inIssues(`free host: ${defect}`, 'security/free-address', {
    [API_MODULE]: apiModule(above, body),
  });

export const mutations: readonly Mutation[] = [
  host('in a template', '▶await fetch(`https://${repo}/x`);'),
  host('as a subdomain', '▶await fetch(`https://${repo}.acme.io/x`);'),
  host('in a sum', "▶await fetch('https://' + repo + '/x');"),
  host('in a variable', 'const url = `https://${repo}/x`;\n▶  await fetch(url);'),
  host(
    'by a helper',
    '▶await fetch(at(repo));',
    'const at = (name: string) => `https://${name}/x`;',
  ),
  host(
    'passed to a helper',
    'await get(`https://${repo}/x`);',
    '▶const get = (url: string) => fetch(url);',
  ),
  host('of a URL', "▶await fetch(new URL('/x', `https://${repo}`));"),
  host('joined', "▶await fetch(['https:/', repo, 'x'].join('/'));"),
  host('concatenated', "▶await fetch('https://'.concat(repo, '/x'));"),
  host('behind a user', '▶await fetch(`https://user@${repo}/x`);'),
  host(
    'set later',
    "const url = new URL('https://acme.io/x');\n  url.hostname = `${repo}.acme.io`;\n▶  await fetch(url);",
  ),
];
