"""What crosses a link: messages, their canonical bytes, signatures, bundles. Both ends import this."""
