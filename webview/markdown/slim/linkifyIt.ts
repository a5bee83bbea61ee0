/** Stands in for `linkify-it`: markdown-it makes one, and `linkify: false` leaves it unused. */
export const LinkifyIt = Object;
