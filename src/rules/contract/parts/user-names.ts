/** Names of arguments that are a user. */
export const USER = /^(user(_?id|name)?|sub|subject|principal)$/i;
