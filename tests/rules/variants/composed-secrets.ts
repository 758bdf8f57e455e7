import { module } from '../api-module.js';
import { type Variant, variant } from '../variants.js';

const own = (variant: string, text: string): Variant => ({
  variant: `secrets: ${variant}`,
  edits: module(text),
});

export const variants: readonly Variant[] = [
  own(
    'names of variables',
    "export const tokenVariable = ['ISSUES', 'ACCESS', 'TOKEN'].join('_');\n",
  ),
  own(
    'an address',
    "export const tokenEndpoint = ['https://github.com', 'login/oauth/access_token2024'].join('/');\n",
  ),
  own(
    'references to stores of secrets',
    "export const secrets = { token: 'op://vault/issues2024/credential', password: '/run/secrets/issues_token_2024_production' };\n",
  ),
  own(
    'a public key',
    "export const publicKey = '-----BEGIN PUBLIC KEY-----\\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA7';\n",
  ),
  own(
    'a sentence',
    "export const hints = { token: 'The text of next_page_token_v2_2024_beta_access' };\n",
  ),
  variant('secrets: expressions of Terraform', {
    'main.tf':
      'api_token = var.issues_api_token_2024_production\npassword = random_password.db2024production.result\n',
  }),
  variant('secrets: files of secrets in a script', {
    'run.sh':
      'TOKEN=$(cat /run/secrets/issues_token_2024)\nexport ISSUES_TOKEN="$TOKEN"\nsecret=/run/secrets/issues_token_2024_production\n',
  }),
  variant('secrets: examples in notes', {
    'docs/notes.md':
      '# Notes\n\nThe API returns `{"access_token": "2YotnFZFEjr1zCsicMWpAA"}`; pass `--token $ISSUES_TOKEN`.\n',
  }),
];
