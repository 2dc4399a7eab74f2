/** The attributes of our own tasks. Connect takes letters, digits, dash and underscore in their names. */

export const caseAttribute = "omniline_case";
export const tokenAttribute = "omniline_token";
