/** By which the services' reports name the send that they are about: a tag of mails, a context of text messages. */
export const sendTag = "omniline-send";
