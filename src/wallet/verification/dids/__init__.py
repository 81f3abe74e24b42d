"""Issuer identifiers -> documents with keys (W3C DID Core).

One file per method, ``did_<method>``, registered in ``resolver``. They share ``json_document`` (a document as JSON),
``key_material`` (one key), ``web_address`` (an identifier's place on the web) and ``webvh_log`` (a verified history).
``methods_of`` finds a key by its id, ``issuer_binding`` says whether it is the issuer's.
"""
