import { type Edit, type Mutation, mutation } from '../mutate.js';

const INSTANCE = '{src}/mcp-instance.ts';
const SIGN_IN = '{src}/server-auth.ts';
const AUTH = '{src}/api/auth.ts';
const CONFIG = 'provider-config.yaml';

const missing = (defect: string, path: string, ...edits: Edit[]): Mutation => ({
  defect,
  rule: 'contract/missing-export',
  edits: { [path]: edits },
});
const kind = (defect: string, path: string, ...edits: Edit[]): Mutation => ({
  defect,
  rule: 'contract/export-kind',
  edits: { [path]: edits },
});
const signature = (defect: string, path: string, ...edits: Edit[]): Mutation => ({
  defect,
  rule: 'contract/export-signature',
  edits: { [path]: edits },
});
const name = (defect: string, put: string): Mutation => ({
  defect,
  rule: 'contract/provider-name',
  edits: { [INSTANCE]: ["export const PROVIDER_NAME = '{provider}';", put] },
});

export const mutations: readonly Mutation[] = [
  mutation('server-auth.ts is deleted', 'contract/missing-file', {
    [SIGN_IN]: null,
    '{src}/index.ts': ["export * as serverAuth from './server-auth.js';\n", ''],
    [CONFIG]: ['  {provider}:', '▶  {provider}:'],
  }),
  mutation('server-auth.ts is called auth-server.ts', 'contract/missing-file', {
    [SIGN_IN]: null,
    '{src}/auth-server.ts': 'export const runAuthServer = async () => {};\n',
    '{src}/index.ts': ['./server-auth.js', './auth-server.js'],
    [CONFIG]: ['  {provider}:', '▶  {provider}:'],
  }),
  missing('PROVIDER_NAME is not exported', INSTANCE, ['export const PROV', '▶const PROV']),
  missing(
    'tool is not exported',
    INSTANCE,
    ['export const { tool, ', 'export const { '],
    ['import', '▶import'],
  ),
  missing('createServer is not exported', INSTANCE, [
    'export const createServer',
    '▶const createServer',
  ]),
  missing('getInitializationOptions is not exported', INSTANCE, ['export function', '▶function']),
  missing('runAuthServer is not exported', SIGN_IN, ['export function', '▶function']),
  missing('getCredentials is not exported', AUTH, [
    'export async function get',
    '▶async function get',
  ]),
  missing('saveCredentials is not exported', AUTH, [
    'export async function save',
    '▶async function save',
  ]),
  missing('createServer has a slip in it', INSTANCE, ['const createServer', 'const ▶createSever']),
  missing('runAuthServer has a slip in it', SIGN_IN, [
    'function runAuthServer',
    'function ▶runAuthSever',
  ]),
  missing('getCredentials has a slip in it', AUTH, [
    'function getCredentials',
    'function ▶getCredential',
  ]),
  missing(
    'saveCredentials is called storeCredentials',
    AUTH,
    ['function saveCredentials', 'function storeCredentials'],
    ['import', '▶import'],
  ),
  missing(
    'tool is exported by another name',
    INSTANCE,
    ['{ tool, ', '{ tool: makeTool, '],
    ['import', '▶import'],
  ),
  missing('runAuthServer is a default export', SIGN_IN, [
    'export function',
    '▶export default function',
  ]),
  missing('getCredentials is exported by another name', AUTH, [
    'export async function getCredentials',
    'export { getCredentials as loadCredentials };\n▶async function getCredentials',
  ]),
  missing(
    'saveCredentials is a method',
    AUTH,
    [
      'export async function saveCredentials',
      'export const store2 = { async saveCredentials() {} };\nexport async function keep',
    ],
    ['import', '▶import'],
  ),
  kind('getCredentials is null', AUTH, [
    'export async function getCredentials',
    'export const ▶getCredentials = null;\nexport async function load',
  ]),
  kind('saveCredentials is a list', AUTH, [
    'export async function saveCredentials',
    'export const ▶saveCredentials = [] as const;\nexport async function store2',
  ]),
  kind('runAuthServer is a class', SIGN_IN, [
    'export function runAuthServer',
    'export class ▶runAuthServer {}\nexport function run',
  ]),
  kind('runAuthServer is an enum', SIGN_IN, [
    'export function runAuthServer',
    'export enum ▶runAuthServer {}\nexport function run',
  ]),
  kind('runAuthServer is a type', SIGN_IN, [
    'export function runAuthServer',
    'export type ▶runAuthServer = () => void;\nexport function run',
  ]),
  kind('saveCredentials is exported as a type only', AUTH, [
    'export async function saveCredentials',
    '▶export type { saveCredentials };\nasync function saveCredentials',
  ]),
  kind('tool is a number', INSTANCE, [
    'export const { tool, ',
    'export const ▶tool = 1;\nexport const { ',
  ]),
  signature('getCredentials wants a tenant, too', AUTH, [
    'function getCredentials(',
    'function ▶getCredentials(tenant: string, ',
  ]),
  signature('saveCredentials wants a tenant, too', AUTH, [
    'function saveCredentials(',
    'function ▶saveCredentials(tenant: string, ',
  ]),
  signature('getInitializationOptions wants a locale', INSTANCE, [
    'function getInitializationOptions(',
    'function ▶getInitializationOptions(locale: string',
  ]),
  signature('runAuthServer takes host and port apart', SIGN_IN, [
    'function runAuthServer(options: AuthServerOptions)',
    'function ▶runAuthServer(host: string, options: AuthServerOptions)',
  ]),
  signature('tool wants a kind', INSTANCE, [
    'export const { tool, ',
    'export const ▶tool = (kind: string, definition: object) => [kind, definition];\nexport const { ',
  ]),
  signature('getCredentials returns at once', AUTH, [
    'async function getCredentials(userId: string): Promise<Credentials | null> {',
    'function ▶getCredentials(userId: string): Credentials | null {',
  ]),
  signature('runAuthServer returns nothing', SIGN_IN, [
    'function runAuthServer(options: AuthServerOptions): Promise<AuthServer>',
    'function ▶runAuthServer(options: AuthServerOptions): void',
  ]),
  signature('getInitializationOptions returns a promise', INSTANCE, [
    'export function getInitializationOptions(): InitializationOptions',
    'export async function ▶getInitializationOptions(): Promise<InitializationOptions>',
  ]),
  signature(
    'the options have no name',
    INSTANCE,
    ['function getInit', 'function ▶getInit'],
    ['    name: PROVIDER_NAME,\n', ''],
  ),
  signature(
    'the options have no version',
    INSTANCE,
    ['function getInit', 'function ▶getInit'],
    ["    version: '0.1.0',\n", ''],
  ),
  signature(
    'the options say "capability"',
    INSTANCE,
    ['function getInit', 'function ▶getInit'],
    ['capabilities:', 'capability:'],
  ),
  name('PROVIDER_NAME has a slip in it', "export const PROVIDER_NAME = ▶'{provider}s';"),
  name('PROVIDER_NAME is in upper case', "export const PROVIDER_NAME = ▶'{PROVIDER}';"),
  name('PROVIDER_NAME is put together', "export const PROVIDER_NAME = ▶'{provider}' + '';"),
  name(
    'PROVIDER_NAME comes from the environment',
    "export const PROVIDER_NAME = ▶process.env.NAME ?? '{provider}';",
  ),
  name(
    'PROVIDER_NAME is assigned later',
    "export let ▶PROVIDER_NAME = '{provider}';\nPROVIDER_NAME += '';",
  ),
];
