/** Stands in for `uc.micro`: the engine has the same classes of characters. */
export const P = /\p{P}/u;
export const S = /\p{S}/u;
