export interface SecretPattern {
  /** With its article, for the message. */
  what: string;
  pattern: RegExp;
}

/** Secrets with a recognizable format, from the formats their issuers publish for secret scanning. */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  { what: 'an AWS access key', pattern: /(?:AKIA|ASIA)[A-Z2-7]{16}/ },
  { what: 'a GitHub token', pattern: /gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,}/ },
  { what: 'a GitLab token', pattern: /glpat-[A-Za-z0-9_-]{20,}/ },
  { what: 'a Slack token', pattern: /xox[abeoprs]-[A-Za-z0-9-]{20,}|xapp-\d-[A-Za-z0-9-]{20,}/ },
  {
    what: 'the address of a Slack webhook',
    pattern: /https:\/\/hooks\.slack\.com\/services\/T[A-Z0-9]+\/B[A-Z0-9]+\/[A-Za-z0-9]{20,}/,
  },
  {
    what: 'a Stripe key',
    pattern: /(?:sk|rk)_live_\w{20,}|whsec_[A-Za-z0-9]{24,}/,
  },
  {
    what: 'a live key',
    pattern:
      /(?<![A-Za-z0-9_])(?!sk_|rk_)[a-z]{2,8}_(?:live|prod)_(?:(?=[A-Za-z]*\d)[A-Za-z0-9]{24,}|(?=[a-z\d]*[A-Z])(?=[A-Za-z]*\d)[A-Za-z0-9]{10,}_(?=[A-Za-z]*\d)[A-Za-z0-9]{10,})/,
  },
  { what: 'an Anthropic key', pattern: /sk-ant-[A-Za-z0-9_-]{24,}/ },
  { what: 'an OpenAI key', pattern: /sk-(?:proj-|svcacct-)?[A-Za-z0-9_-]{32,}/ },
  { what: 'a Google API key', pattern: /AIza[A-Za-z0-9_-]{35}/ },
  { what: 'a Google OAuth client secret', pattern: /GOCSPX-[A-Za-z0-9_-]{28}/ },
  { what: 'an npm token', pattern: /npm_[A-Za-z0-9]{36}/ },
  { what: 'a SendGrid key', pattern: /SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/ },
  { what: 'a Notion token', pattern: /ntn_[A-Za-z0-9]{40,}/ },
  { what: 'a Linear key', pattern: /lin_(?:api|oauth)_[A-Za-z0-9]{32,}/ },
  { what: 'a Hugging Face token', pattern: /hf_[A-Za-z0-9]{34,}/ },
  {
    what: 'a signed token',
    pattern: /eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}/,
  },
  {
    what: 'a private key',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:\\[rn]|\s)*[A-Za-z0-9+/]{40,}/,
  },
  {
    what: 'an address with a password',
    pattern:
      /(?:https?|postgres(?:ql)?|mysql|mongodb(?:\+srv)?|rediss?|amqps?):\/\/[\w.%-]+:[\w.%~!*+-]{8,}@(?!127\.)[\w-]+\.[\w.-]+/,
  },
  {
    what: 'an address with a secret',
    pattern:
      /https?:\/\/(?:(?!:\/\/)[^\s'"`<>])*[?&](?:access_token|api_?key|token|key|secret|password)=(?=[A-Za-z_~-]*\d)(?=[\d_~-]*[A-Za-z])[\w~-]{16,}/,
  },
];
