/** Files of mails of ours: for every channel that sends e-mail. */

/**
 * Together, before base64 makes a third more of them: within what providers take (Amazon SES 40 MB, SendGrid 30 MB with
 * everything), and what mailboxes do (10 to 25 MB of a whole mail). SES slows down beyond 10 MB.
 */
export const mostMailFileBytes = 10 * 1024 * 1024;
