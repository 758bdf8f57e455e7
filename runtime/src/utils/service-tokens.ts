/**
 * Tokens of services: prefixes and what follows them, from their documentation and the rules of
 * gitleaks (MIT), GitHub secret scanning and GitLab. Test keys (`sk_test_`) and public ones
 * (`pk_live_`, `AC…` of Twilio) are not included. Code that hides secrets adds wider forms of its
 * own, because hiding too much costs less there than hiding too little.
 */
export const SERVICE_TOKENS: readonly (readonly [owner: string, prefix: string, rest: string])[] = [
  ['Stripe', 'sk_live_', '[A-Za-z0-9]{16,}'],
  ['Stripe', 'rk_live_', '[A-Za-z0-9]{16,}'],
  ['Stripe', 'whsec_', '[A-Za-z0-9+/]{32,}'],
  ['GitHub', 'gh[oprsu]_', '[\\w.-]{36,}'], // app tokens contain a JWT
  ['GitHub', 'github_pat_', '\\w{30,}'],
  ['GitLab', 'gl(?:agent|cbt|dt|ffct|ft|imt|oas|pat|ptt|rt|soat)-', '[\\w.-]{20,}'],
  ['Slack', 'xox[abeoprs](?:\\.xox[bp])?-', '[\\w-]{20,}'],
  ['Slack', 'xapp-\\d-', '[\\w-]{20,}'],
  ['Slack', 'hooks\\.slack\\.com/services/', 'T\\w{8,}/B\\w{8,}/\\w{20,}'],
  ['AWS', 'A(?:KI|SI)A', '(?=[A-Z]*\\d)[A-Z0-9]{16}'],
  ['Google', 'AIza', '[\\w-]{35}'],
  ['Google', 'GOCSPX-', '[\\w-]{28}'],
  ['Google', 'ya29\\.', '[\\w-]{30,}'],
  ['npm', 'npm_', '[A-Za-z0-9]{36}'],
  ['PyPI', 'pypi-AgEIcHlwaS5vcmc', '[\\w-]{50,}'],
  ['SendGrid', 'SG\\.', '[\\w-]{16,32}\\.[\\w-]{16,64}'],
  ['Shopify', 'shp(?:at|ca|pa|ss)_', '[0-9a-fA-F]{32}'],
  ['Anthropic', 'sk-ant-(?:[a-z0-9]+-)?', '[\\w-]{32,}'],
  ['OpenAI', 'sk-(?:admin|proj|svcacct)-', '[\\w-]{32,}'],
  ['OpenRouter', 'sk-or-v1-', '[0-9a-f]{32,}'],
  ['a language model', 'sk-', '[A-Za-z0-9]{32,}'],
  ['Hugging Face', 'hf_', '[A-Za-z0-9]{30,}'],
  ['Groq', 'gsk_', '[A-Za-z0-9]{40,}'],
  ['xAI', 'xai-', '[A-Za-z0-9]{60,}'],
  ['Replicate', 'r8_', '[A-Za-z0-9]{37}'],
  ['Notion', 'ntn_', '[A-Za-z0-9]{40,}'],
  ['Linear', 'lin_(?:api|oauth)_', '[A-Za-z0-9]{40,}'],
  ['Airtable', 'pat[A-Za-z0-9]{14}\\.', '[0-9a-f]{64}'],
  ['Atlassian', 'ATATT3', '[\\w=-]{60,}'],
  ['HubSpot', 'pat-(?:eu|na)\\d-', '[0-9a-f]{8}-[0-9a-f-]{27}'],
  ['Figma', 'figd_', '[\\w-]{40,}'],
  ['Postman', 'PMAK-', '[0-9a-f]{24}-[0-9a-f]{34}'],
  ['Telegram', '\\d{8,10}:AA', '[\\w-]{33}'],
  ['DigitalOcean', 'do[opr]_v1_', '[0-9a-f]{64}'],
  ['Databricks', 'dapi', '[0-9a-f]{32}'],
  ['Docker', 'dckr_[op]at_', '[\\w-]{27,}'],
  ['Grafana', 'glsa_', '\\w{32}_[0-9a-f]{8}'],
  ['New Relic', 'NRAK-', '[A-Z0-9]{27}'],
  ['PlanetScale', 'pscale_(?:oauth|pw|tkn)_', '[\\w.-]{32,}'],
  ['Sentry', 'sntry[su]_', '[\\w+/=-]{40,}'],
  ['Square', 'sq0(?:atp|csp)-', '[\\w-]{22,}'],
  ['Supabase', 'sb(?:_secret|p)_', '[\\w-]{20,}'],
  ['Vault', 'hv[brs]\\.', '[\\w-]{24,}'],
];

/** The source of a pattern of any of these tokens. */
export const ANY_SERVICE_TOKEN = SERVICE_TOKENS.map(([, ...form]) => form.join('')).join('|');
